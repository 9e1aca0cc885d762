// The installed site: after a first visit its shelf, the briefs that were read and those that were kept are there offline.
// `publish` writes this to the top of a site as sw.js, last of all files, with SITE filled in: all that this version of the
// site consists of, by its SHA-256. Workbox fetches by those digests, keeps each file under its own, answers from what is
// kept, and forgets in the end what is of no version in use. docs/using/offline.md tells the rest.
const SITE = /* SITE */ null;  // {workbox: [address], common: {name: [base64, bytes]}, briefs: {slug: {name: [base64, bytes]}}, instead: name}
importScripts(...SITE.workbox);

const SCOPE = registration.scope;
const STORE = `foldline:site:${SCOPE}`;   // the scope in each name: several sites may lie under one host
const KEPT = `foldline:kept:${SCOPE}`;    // holds no files, only which briefs the reader asked to keep
const READ = 50;                          // so many of the briefs that were only read are there offline, the last ones
const NAMED_BY_CONTENT = /^(runtime|assets)\//;

const inside = (folder, name) => (Object.hasOwn(folder, name) ? folder[name] : undefined);
const slugOf = url => decodeURIComponent(url.slice(SCOPE.length)).split('/', 1)[0];

/** A file as Workbox wants it named, and the key under which Workbox keeps it. */
function entry(name, [digest]) {
  const url = SCOPE + name.split('/').map(encodeURIComponent).join('/'), key = new URL(url);
  const revision = NAMED_BY_CONTENT.test(name) ? null : digest.slice(0, 16);
  if (revision) key.searchParams.set('__WB_REVISION__', revision);
  return { url, revision, integrity: `sha256-${digest}`, cacheKey: key.href };
}
const common = () => Object.entries(SITE.common).map(([name, facts]) => entry(name, facts));
const filesOf = slug => Object.entries(inside(SITE.briefs, slug) ?? {}).map(([name, facts]) => entry(`${slug}/${name}`, facts));

/** The file of this version that an address means; undefined where it means none, and the network is to answer. */
function meant({ url }) {
  if (!url.href.startsWith(SCOPE)) return undefined;
  let name;
  try { name = decodeURIComponent(url.pathname.slice(new URL(SCOPE).pathname.length)); } catch { return undefined; }
  if (!name || name.endsWith('/')) name += 'index.html';
  const slug = name.split('/', 1)[0], below = name.slice(slug.length + 1);
  const facts = inside(SITE.common, name) ?? inside(inside(SITE.briefs, slug) ?? {}, below);
  return facts && { ...entry(name, facts), isPageOfBrief: below === 'index.html' && !inside(SITE.common, name) };
}

const { PrecacheController } = workbox.precaching;
const keeper = new PrecacheController({ cacheName: STORE });

// Answers from what is kept, else from the network, and keeps that where it is of this version. Where it is of another (the
// site was published anew), it passes as it came.
const reader = new PrecacheController({ cacheName: STORE, plugins: [{
  async handlerDidError({ request }) {
    try { return await fetch(request); } catch {
      const instead = meant({ url: new URL(request.url) }).isPageOfBrief && entry(SITE.instead, SITE.common[SITE.instead]).cacheKey;
      return instead ? caches.match(instead, { cacheName: STORE }) : undefined;
    }
  },
}] });
workbox.routing.registerRoute(meant, reader.strategy);

// ---- a version comes whole or not at all

const keysOf = async name => (await (await caches.open(name)).keys()).map(({ url }) => url);
/** The briefs of this version whose page is there, of this or an earlier version; the one that came last at the end. */
const held = async () => (await keysOf(STORE)).filter(url => /^[^/]+\/index\.html\?/.test(url.slice(SCOPE.length))).map(slugOf)
  .filter(slug => inside(SITE.briefs, slug));
const isFull = error => error?.name === 'QuotaExceededError';

/** Lets go of the unpacked files that only make a start faster (see interpreter.mjs). Tells whether there were any. */
async function dropUnpacked() {
  const found = (await caches.keys()).filter(name => name.startsWith(`foldline-${SCOPE} `));
  for (const name of found) {
    // one by one: a cache that a page still holds open gives its room back only when that page lets go of it
    const cache = await caches.open(name);
    for (const request of await cache.keys()) await cache.delete(request);
    await caches.delete(name);
  }
  return found.length > 0;
}

/** Adds all these files by `work`, or throws; where there is no room for all, what came is let go again. */
async function addingAll(files, work) {
  const before = new Set(await keysOf(STORE));
  try {
    try { await work(); } catch (error) {
      if (!isFull(error) || !await dropUnpacked()) throw error;
      await work();
    }
    // Workbox passes over what is thrown and is no Error, as Firefox throws where a file breaks off
    const there = new Set(await keysOf(STORE)), lacking = files.find(({ cacheKey }) => !there.has(cacheKey));
    if (lacking) throw new Error(`${lacking.url} could not be kept`);
  } catch (error) {
    if (isFull(error)) {
      const store = await caches.open(STORE);
      for (const url of await keysOf(STORE)) if (!before.has(url)) await store.delete(url);
    }
    throw error;
  }
}

async function install() {
  try {
    const files = [...common(), ...(await held()).flatMap(filesOf)];
    keeper.addToCacheList(files);
    // not the event itself: it would fail with the first try, and a second may find room
    await addingAll(files, () => keeper.install({ type: 'install', waitUntil() {} }));
  } catch (error) {
    for (const page of await clients.matchAll({ includeUncontrolled: true })) page.postMessage({ foldline: 'not installed', full: isFull(error) });
    throw error;
  }
}

async function activate(event) {
  keeper.addToCacheList([...common(), ...Object.keys(SITE.briefs).flatMap(filesOf)]);
  await keeper.activate(event);           // forgets all that is not of this version
  const marks = await caches.open(KEPT);
  for (const url of await keysOf(KEPT)) if (!inside(SITE.briefs, slugOf(url))) await marks.delete(url);
  await clients.claim();
}

addEventListener('install', event => event.waitUntil(install()));
addEventListener('activate', event => event.waitUntil(activate(event)));

// ---- what pages ask for

const kept = async () => new Set((await keysOf(KEPT)).map(slugOf));

/** Fetches what of a brief is not there yet. */
async function hold(slug, event) {
  const files = filesOf(slug);
  await addingAll(files, async () => {
    for (const { url, integrity, cacheKey } of files) {
      const request = new Request(url, { integrity, cache: 'no-cache', credentials: 'same-origin' });
      await Promise.all(keeper.strategy.handleAll({ request, event, params: { integrity, cacheKey } }));
    }
  }).catch(error => {
    if (!isFull(error)) registration.update().catch(() => {});  // it may be of a newer version
    throw error;
  });
}

/** The same, and has a version that waits for its turn do so for itself. */
async function holdFromNowOn(slug, event) {
  await hold(slug, event);
  for (const next of [registration.installing, registration.waiting]) next?.postMessage({ does: 'hold', slug });
}

async function letGo(slugs) {
  const gone = new Set(slugs), store = await caches.open(STORE);
  for (const url of await keysOf(STORE)) if (gone.has(slugOf(url)) && inside(SITE.briefs, slugOf(url))) await store.delete(url);
}

const does = {
  /** Every brief: its size in bytes, and whether the reader keeps it. */
  async tell() {
    const marked = await kept();
    return Object.entries(SITE.briefs).map(([slug, files]) => (
      { slug, size: Object.values(files).reduce((sum, [, size]) => sum + size, 0), kept: marked.has(slug) }));
  },
  hold: ({ slug }, event) => hold(slug, event),
  async read({ slug }, event) {
    await holdFromNowOn(slug, event);
    const marked = await kept(), unmarked = (await held()).filter(each => !marked.has(each) && each !== slug);
    await letGo(unmarked.slice(0, Math.max(0, unmarked.length - READ + 1)));
  },
  async keep({ slug }, event) {
    await holdFromNowOn(slug, event);
    await (await caches.open(KEPT)).put(`${SCOPE}${slug}/`, new Response(''));
  },
  async drop({ slugs }) {
    const marks = await caches.open(KEPT);
    for (const slug of slugs) await marks.delete(`${SCOPE}${slug}/`);
    await letGo(slugs);
  },
  show: () => skipWaiting(),
};

addEventListener('message', event => {
  const asked = inside(does, event.data?.does);
  if (!asked) return;
  event.waitUntil((async () => {
    let answer;
    try { answer = { done: await asked(event.data, event) }; } catch (error) { answer = { failed: String(error?.message ?? error), full: isFull(error) }; }
    event.ports[0]?.postMessage(answer);
  })());
});
