/**
 * What the screens need without a connection: the program itself, and what the server last answered. An answer from what was kept
 * carries x-kept-at, so that the screen can say how old it is. Kept answers go when somebody signs out, when another person or
 * firm is there, and after a week.
 */
const program = 'plumbline-program'
const answers = 'plumbline-answers'
const KEPT_AT = 'x-kept-at'
const KEPT_MS_MAX = 7 * 24 * 3_600_000
const ANSWERS_MAX = 400
/** A line that is there and says nothing is as good as none. */
const SILENCE_MS = 8_000
const SHOWN = /^\/api\/(me|today|conversations|customers|tickets|notices|questions|firms)(\/|$)/

/** Rises when everything is forgotten: what was asked for before is not kept after. */
let generation = 0

const forget = () => {
  generation++
  return caches.delete(answers)
}

self.addEventListener('install', (event) => event.waitUntil(keepProgram()))
self.addEventListener('activate', (event) =>
  event.waitUntil(Promise.all([self.clients.claim(), dropOldProgram(), dropOldAnswers()])),
)
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin) return
  if (/^\/api\/(sign-out|sign-in|login-link|firms\/[^/]+\/switch)$/.test(pathname)) event.waitUntil(forget())
  if (request.method !== 'GET') return
  if (pathname.startsWith('/api/')) {
    if (SHOWN.test(pathname) && request.mode !== 'navigate') event.respondWith(freshOrKept(event))
  } else if (request.mode === 'navigate') event.respondWith(page(request))
  else event.respondWith(part(event))
})

/** The first page and all parts of this version, so that a screen never seen before opens as well. */
async function keepProgram() {
  const cache = await caches.open(program)
  const parts = await (await fetch('/parts.json', { cache: 'no-cache' })).json()
  const missing = []
  for (const path of parts) if (!(await cache.match(path))) missing.push(path)
  await cache.addAll([new Request('/', { cache: 'no-cache' }), '/look.js', '/icon.svg', ...missing])
}

async function dropOldProgram() {
  const cache = await caches.open(program)
  const parts = new Set(await (await fetch('/parts.json', { cache: 'no-cache' })).json())
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/assets/') && !parts.has(pathname)) await cache.delete(request)
  }
}

async function dropOldAnswers() {
  const cache = await caches.open(answers)
  for (const request of await cache.keys()) {
    const kept = await cache.match(request, { ignoreVary: true })
    if (kept !== undefined && isOld(kept)) await cache.delete(request)
  }
}

const isOld = (kept) => Date.now() - Date.parse(kept.headers.get(KEPT_AT) ?? '') > KEPT_MS_MAX

const silence = () =>
  new Promise((_, reject) => setTimeout(() => reject(new Error('No answer.')), SILENCE_MS))

async function page(request) {
  try {
    return await Promise.race([fetch(request), silence()])
  } catch {
    return (await caches.match('/', { ignoreVary: true })) ?? fetch(request)
  }
}

/** A file whose name changes with what is in it is taken from what is kept; any other is only when it cannot be had. */
async function part({ request }) {
  const cache = await caches.open(program)
  const kept = await cache.match(request, { ignoreVary: true })
  if (kept !== undefined && new URL(request.url).pathname.startsWith('/assets/')) return kept
  return fetch(request).catch(() => kept ?? Response.error())
}

async function freshOrKept(event) {
  const { request } = event
  const asked = generation
  const fresh = fetch(request)
  event.waitUntil(fresh.then((answer) => keep(request, answer.clone(), asked)).catch(() => {}))
  try {
    return await Promise.race([fresh, silence()])
  } catch {
    const kept = await (await caches.open(answers)).match(request, { ignoreVary: true })
    return kept === undefined || isOld(kept) || asked !== generation ? fresh : kept
  }
}

async function keep(request, answer, asked) {
  if (answer.status === 401) return forget()
  if (!answer.ok || asked !== generation) return
  const text = await answer.text()
  const { pathname } = new URL(request.url)
  const cache = await caches.open(answers)
  if (pathname === '/api/me' && (await isSomebodyElse(cache, request, text))) {
    await forget()
    return
  }
  if (asked !== generation) return
  const headers = { 'content-type': 'application/json', [KEPT_AT]: new Date().toISOString() }
  await cache.delete(request, { ignoreVary: true }) // so that the first of its keys is the oldest
  await cache.put(request, new Response(text, { headers }))
  const keys = await cache.keys()
  for (const old of keys.slice(0, Math.max(0, keys.length - ANSWERS_MAX))) await cache.delete(old)
}

async function isSomebodyElse(cache, request, text) {
  const kept = await cache.match(request, { ignoreVary: true })
  if (kept === undefined) return false
  const [was, is] = [await kept.json(), JSON.parse(text)]
  return was.person?.id !== is.person?.id || was.firm?.id !== is.firm?.id
}
