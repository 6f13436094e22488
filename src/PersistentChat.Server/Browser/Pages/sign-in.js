import { call, reasonOf, signIn, whoAmI } from '/api/page/session.js';

// From the identity provider.
let cameBack = new URLSearchParams(location.search).get('from') === 'external';

const element = id => document.getElementById(id);

function say(text, isGood = false) {
    element('message').textContent = text;
    element('message').classList.toggle('good', isGood);
}

async function show() {
    const me = await whoAmI();
    if (cameBack) {
        cameBack = false;
        if (me !== null) {
            location.replace('/api');
            return;
        }

        say('That account could not be used to sign in here. Ask an administrator whether it is known.');
    }

    element('sign-in').hidden = me !== null;
    element('signed-in').hidden = me === null;
    if (me === null) {
        element('elsewhere').hidden = !(await call('GET', '/api/session/external/offer')).json?.offered;
        element('name').focus();
        return;
    }

    element('who').textContent = me.person ?? 'operator';
    element('role').textContent = me.role;
    const sessions = await call('GET', '/api/me/sessions');
    element('sessions').replaceChildren(...(sessions.json?.items ?? []).map(session => {
        const item = document.createElement('li');
        const own = session.id === me.session?.id ? ', this one' : '';
        item.textContent = `since ${new Date(session.createdAt).toLocaleString()}${own}`;
        return item;
    }));
}

async function submit(event, deed) {
    event.preventDefault();
    const button = event.submitter;
    button.disabled = true;
    try {
        await deed();
    } catch {
        say('The server cannot be reached.');
    } finally {
        button.disabled = false;
    }
}

element('sign-in').addEventListener('submit', event => submit(event, async () => {
    const answer = await signIn(element('name').value, element('password').value);
    element('password').value = '';
    if (answer.ok) {
        location.assign('/api');
        return;
    }

    say(reasonOf(answer));
    element('password').focus();
}));

element('change').addEventListener('submit', event => submit(event, async () => {
    if (element('new').value !== element('again').value) {
        say('The new password is not the same both times.');
        return;
    }

    const body = { current: element('current').value, password: element('new').value };
    const answer = await call('PUT', '/api/me/password', JSON.stringify(body));
    element('change').reset();
    say(answer.ok ? 'Changed. Sign in with the new one.' : reasonOf(answer), answer.ok);
    if (answer.ok) { await show(); }
}));

for (const [id, path] of [['sign-out', '/api/session'], ['sign-out-everywhere', '/api/me/sessions']]) {
    element(id).addEventListener('click', async () => {
        await call('DELETE', path);
        say('Signed out.', true);
        await show();
    });
}

show().catch(() => say('The server cannot be reached.'));
