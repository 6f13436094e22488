// Signs in with SIP.js (unmodified, from the npm registry), opens a chat dialog with the pool, joins a room, posts, waits for the
// echo, and leaves. One line per event on standard output; exit status 0 only if everything came.
//
//   node chat.mjs ws://127.0.0.1:8080/sip sip:alice@example.com sip:pchat@example.com ma-chan://example.com/ROOM "what to say"
//
// A password for Digest is in the environment: SIPJS_PASSWORD.
import { Inviter, Registerer, RegistererState, SessionState, UserAgent } from "sip.js";
import WebSocket from "ws";

const [server, person, pool, room, words] = process.argv.slice(2);
const patience = 120_000;
globalThis.WebSocket = WebSocket;

const say = (event) => console.log(event);
const giveUp = (reason) => {
    console.error(reason);
    process.exit(1);
};
setTimeout(() => giveUp("it took too long"), patience);
process.on("unhandledRejection", (reason) => giveUp(`unhandled: ${reason?.stack ?? reason}`));

// There is no media: the offer is what XCCOS clients write, and the answer need only be there.
const offer = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=session\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    + "m=message 5060 sip null\r\na=accept-types:text/plain\r\n";

class NoMedia {
    close() {}
    getDescription() {
        return Promise.resolve({ body: offer, contentType: "application/sdp" });
    }
    hasDescription(contentType) {
        return contentType === "application/sdp";
    }
    setDescription(sdp) {
        say(`answer ${sdp.includes("m=message") ? "message" : "other"}`);
        return Promise.resolve();
    }
    sendDtmf() {
        return false;
    }
}

/** What came and nobody has waited for yet, and who waits for what has not come. */
const arrived = [];
const waiting = [];
const deliver = (body) => {
    const at = waiting.findIndex((it) => body.includes(it.what));
    if (at < 0) {
        arrived.push(body);
        return;
    }

    waiting.splice(at, 1)[0].resolve(body);
};
const receive = (what) => {
    const at = arrived.findIndex((it) => it.includes(what));
    return at >= 0 ? Promise.resolve(arrived.splice(at, 1)[0]) : new Promise((resolve) => waiting.push({ what, resolve }));
};

const agent = new UserAgent({
    uri: UserAgent.makeURI(person),
    transportOptions: { server },
    authorizationUsername: UserAgent.makeURI(person).user,
    authorizationPassword: process.env.SIPJS_PASSWORD ?? "",
    sessionDescriptionHandlerFactory: () => new NoMedia(),
    logBuiltinEnabled: process.env.SIPJS_LOG === "1",
});
await agent.start();
say("connected");

const reached = (emitter, state) => new Promise((resolve) => emitter.stateChange.addListener((it) => it === state && resolve()));
const registerer = new Registerer(agent, { expires: 600 });
const registered = reached(registerer, RegistererState.Registered);
await registerer.register({ requestDelegate: { onReject: (it) => giveUp(`REGISTER: ${it.message.statusCode}`) } });
await registered;
say("registered");

const session = new Inviter(agent, UserAgent.makeURI(pool));
session.delegate = {
    onInfo: (info) => {
        deliver(info.request.body);
        return info.accept();
    },
};
const established = reached(session, SessionState.Established);
await session.invite({ requestDelegate: { onReject: (it) => giveUp(`INVITE: ${it.message.statusCode}`) } });
await established;
say("dialog");

let envelope = 0;
const tell = (primitive) => new Promise((resolve) => session.info({
    requestDelegate: {
        onAccept: (it) => resolve(it.message.statusCode),
        onReject: (it) => giveUp(`INFO: ${it.message.statusCode} ${it.message.reasonPhrase}`),
    },
    requestOptions: {
        body: {
            contentDisposition: "render",
            contentType: "text/plain",
            content: `<xccos ver="1" envid="${++envelope}" xmlns="urn:parlano:xml:ns:xccos">${primitive}</xccos>`,
        },
    },
}));

await tell('<cmd id="cmd:requri" seqid="1"><data/></cmd>');
say(`pool ${/sip:[^"<]+/.exec(await receive("rpl:requri"))?.[0]}`);

const [, domain, id] = /^ma-chan:\/\/([^/]+)\/(.+)$/.exec(room);
await tell(`<cmd id="cmd:join" seqid="2"><data><chanid key="0" domain="${domain}" value="${id}"/></data></cmd>`);
say(`joined ${/<resp code="(\d+)"/.exec(await receive("rpl:join"))?.[1]}`);

await tell(`<grpchat id="grpchat" seqid="3" chanUri="${room}" author="${person}" ts="${new Date().toISOString().slice(0, 19)}Z"><chat>${words}</chat></grpchat>`);
say(`echo ${/<chat>(.*?)<\/chat>/.exec(await receive(`<chat>${words}</chat>`))?.[1]}`);

const terminated = reached(session, SessionState.Terminated);
await session.bye();
await terminated;
say("left");

const unregistered = reached(registerer, RegistererState.Unregistered);
await registerer.unregister();
await unregistered;
say("unregistered");
await agent.stop();
say("done");
process.exit(0);
