// The API as its own description (/api/openapi.json) tells it: every operation, what it takes, and a button that does it.
import { call, reasonOf, useToken, whoAmI } from '/api/page/session.js';

const element = id => document.getElementById(id);
const methods = ['get', 'post', 'put', 'patch', 'delete'];
let description = null;

/** Text is set, never parsed: whatever the server says, nothing of it becomes markup. */
function make(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children.filter(child => child !== null && child !== undefined));
    return made;
}

function resolve(schema) {
    const one = schema?.oneOf?.find(it => it.type !== 'null') ?? schema ?? {};
    return one.$ref ? description.components.schemas[one.$ref.split('/').at(-1)] : one;
}

const typeOf = schema => [schema.type ?? []].flat().find(it => it !== 'null');

/** A body with every field there is. */
function sample(schema, depth = 0) {
    const known = resolve(schema);
    if (known.default !== undefined) { return known.default; }
    if (known.enum) { return known.enum[0]; }
    if (known.properties) {
        return depth > 4 ? {} : Object.fromEntries(Object.entries(known.properties).map(([name, it]) => [name, sample(it, depth + 1)]));
    }

    if (known.items) { return depth > 4 ? [] : [sample(known.items, depth + 1)]; }
    switch (typeOf(known)) {
        case 'boolean': return false;
        case 'integer': case 'number': return 0;
        default: break;
    }

    switch (known.format) {
        case 'uuid': return '00000000-0000-0000-0000-000000000000';
        case 'date-time': return new Date(Date.now() + 86400000).toISOString();
        case 'date': return new Date().toISOString().slice(0, 10);
        default: return '';
    }
}

function words(schema) {
    const known = resolve(schema);
    return known.enum ? known.enum.join(' | ') : known.items ? `${words(known.items)}, several` : known.format ?? typeOf(known) ?? '';
}

function operations() {
    return Object.entries(description.paths).flatMap(([path, item]) =>
        methods.filter(method => item[method]).map(method => ({ method, path, key: `${method} ${path}`, ...item[method] })));
}

function list() {
    const wanted = element('filter').value.toLowerCase();
    const shown = operations().filter(it => `${it.key} ${it.summary}`.toLowerCase().includes(wanted));
    const tags = [...new Set(shown.map(it => it.tags?.[0] ?? ''))];
    element('operations').replaceChildren(...tags.flatMap(tag => [
        make('h2', { textContent: tag }),
        ...shown.filter(it => (it.tags?.[0] ?? '') === tag).map(it => make(
            'a', { href: `#${encodeURIComponent(it.key)}`, title: it.summary ?? '' },
            make('span', { className: `method ${it.method}`, textContent: it.method.toUpperCase() }),
            make('span', { textContent: it.path.replace('/api', '') }))),
    ]));
    mark();
}

function mark() {
    for (const link of element('operations').querySelectorAll('a')) {
        link.toggleAttribute('aria-current', link.hash === location.hash);
    }
}

function show() {
    mark();
    const key = decodeURIComponent(location.hash.slice(1));
    const operation = operations().find(it => it.key === key);
    if (!operation) {
        element('operation').replaceChildren(
            make('h2', { textContent: description.info.title }), make('p', { textContent: description.info.description }));
        return;
    }

    const inputs = (operation.parameters ?? []).map(parameter => ({
        ...parameter,
        input: make('input', {
            name: parameter.name, placeholder: words(parameter.schema), required: parameter.required === true,
            value: parameter.name === 'If-Match' ? '*' : '', spellcheck: false, autocomplete: 'off',
        }),
    }));
    const schema = operation.requestBody?.content?.['application/json']?.schema;
    const body = schema ? make('textarea', { value: JSON.stringify(sample(schema), null, 2), spellcheck: false, ariaLabel: 'Body' }) : null;
    const answer = make('div', { id: 'answer' });
    const form = make(
        'form', { id: 'request' },
        inputs.length ? make('h2', { textContent: 'Parameters' }) : null,
        inputs.length ? make('table', {}, ...inputs.map(it => make(
            'tr', {},
            make('th', {}, make('code', { textContent: it.name }), make('div', { className: 'quiet', textContent: `${it.in}${it.required ? ', required' : ''}` })),
            make('td', {}, it.input, make('div', { className: 'quiet', textContent: it.description ?? '' }))))) : null,
        body ? make('h2', { textContent: 'Body' }) : null,
        body,
        make('p', {}, make('button', { textContent: 'Send' })));
    form.addEventListener('submit', event => {
        event.preventDefault();
        send(operation, inputs, body, answer);
    });
    element('operation').replaceChildren(
        make('h2', {}, make('span', { className: `method ${operation.method}`, textContent: operation.method.toUpperCase() }), ` ${operation.path}`),
        make('p', { textContent: operation.summary ?? '' }),
        form, answer,
        make('h2', { textContent: 'Answers' }),
        make('table', {}, ...Object.entries(operation.responses).map(([status, response]) => make(
            'tr', {}, make('th', { textContent: status }), make('td', { textContent: response.description ?? '' })))));
}

async function send(operation, inputs, body, answer) {
    const values = where => inputs.filter(it => it.in === where && it.input.value !== '').map(it => [it.name, it.input.value]);
    const path = inputs.filter(it => it.in === 'path').reduce(
        (made, it) => made.replace(`{${it.name}}`, encodeURIComponent(it.input.value)), operation.path);
    const query = new URLSearchParams(values('query')).toString();
    const target = query ? `${path}?${query}` : path;
    answer.replaceChildren(make('p', { className: 'quiet', textContent: '…' }));
    try {
        const reply = await call(operation.method.toUpperCase(), target, body?.value, Object.fromEntries(values('header')));
        const text = reply.json === null ? reply.text : JSON.stringify(reply.json, null, 2);
        answer.replaceChildren(
            make('h2', { textContent: `${reply.status}` }),
            make('p', { className: 'quiet', textContent: [`${operation.method.toUpperCase()} ${target}`, reply.etag ? `ETag ${reply.etag}` : ''].filter(Boolean).join(' · ') }),
            text ? make('pre', { textContent: text }) : make('p', { className: 'quiet', textContent: 'No content.' }));
    } catch {
        answer.replaceChildren(make('p', { role: 'alert', textContent: 'The server cannot be reached.' }));
    }
}

// Of several beginnings the last one counts: what earlier ones still hear is of somebody who is not here any more.
let beginnings = 0;

async function start() {
    const own = ++beginnings;
    const me = await whoAmI();
    if (own !== beginnings) { return; }
    element('who').textContent = me ? `${me.person ?? 'operator'} (${me.role})` : 'Nobody yet';
    element('sign-in').hidden = me !== null;
    element('account').hidden = element('sign-out').hidden = !me?.session;
    element('filter').hidden = me === null;
    if (me === null) {
        description = null;
        element('operations').replaceChildren();
        element('operation').replaceChildren(make('p', { textContent: 'Sign in, or use an access token, to see what there is.' }));
        return;
    }

    const answer = await call('GET', '/api/openapi.json');
    if (own !== beginnings) { return; }
    if (!answer.ok) {
        element('operation').replaceChildren(make('p', { role: 'alert', textContent: reasonOf(answer) }));
        return;
    }

    description = answer.json;
    list();
    show();
}

const restart = () => start().catch(() => {
    element('operation').replaceChildren(make('p', { role: 'alert', textContent: 'The server cannot be reached.' }));
});

element('filter').addEventListener('input', list);
element('token').addEventListener('submit', event => {
    event.preventDefault();
    useToken(element('secret').value.trim());
    element('secret').value = '';
    restart();
});
element('sign-out').addEventListener('click', async () => {
    await call('DELETE', '/api/session');
    restart();
});
addEventListener('hashchange', () => description && show());
restart();
