// Requests to the server as the person that has signed in (a cookie, which scripts do not see) or with an access token, which is kept
// in this page alone and is gone with it.
let forgeryToken = null;
let accessToken = null;

export function useToken(token) { accessToken = token || null; }

/** What the server answers: status, headers, and the body as JSON or text. Throws only if there is no answer. */
export async function call(method, path, body, headers = {}) {
    const all = { Accept: 'application/json', ...headers };
    if (body !== undefined) { all['Content-Type'] = 'application/json'; }
    if (accessToken) {
        all.Authorization = `Bearer ${accessToken}`;
    } else if (forgeryToken) {
        all['X-CSRF-Token'] = forgeryToken;
    }

    const response = await fetch(path, { method, body, headers: all, credentials: accessToken ? 'omit' : 'same-origin', redirect: 'error' });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('Content-Type') ?? '');
    const retryAfter = response.headers.get('Retry-After');
    return { ok: response.ok, status: response.status, etag: response.headers.get('ETag'), retryAfter, json: isJson ? JSON.parse(text) : null, text };
}

/** Whom the server takes us for; null: for nobody. */
export async function whoAmI() {
    const answer = await call('GET', '/api/me');
    forgeryToken = answer.json?.forgeryToken ?? null;
    return answer.ok ? answer.json : null;
}

export async function signIn(name, password) {
    const answer = await call('POST', '/api/session', JSON.stringify({ name, password }));
    if (answer.ok) { forgeryToken = answer.json.forgeryToken; }
    return answer;
}

/** What to show of a refusal. */
export function reasonOf(answer) {
    const fields = Object.entries(answer.json?.errors ?? {}).map(([name, errors]) => `${name}: ${errors.join(', ')}`);
    const wait = answer.retryAfter ? `Try again in ${answer.retryAfter} s.` : '';
    return [answer.json?.title ?? `The server answered ${answer.status}.`, ...fields, wait].filter(Boolean).join(' ');
}
