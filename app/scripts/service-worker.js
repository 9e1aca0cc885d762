// Service worker, registered by offline.js: keeps the site for offline. After a first visit its shelf, the briefs that were
// read, and those that the reader keeps are there without a network. `publish` writes this to the top of a site as sw.js, last
// of all files, with SITE: all files of this version of the site with their SHA-256. Workbox fetches by those digests, keeps each
// file under its own, answers with what is kept, and finally deletes the files of earlier versions. See docs/using/offline.md.

/** The SHA-256 of a file in base64, and its size in bytes. @typedef {[digest: string, size: number]} Facts */
/** @typedef {Record<string, Facts>} Folder files by name */
/** @type {{ workbox: string[], common: Folder, python: Folder, faces: Folder, briefs: Record<string, Folder>, instead: string }} */
// @ts-expect-error -- `publish` writes it
const SITE = /* SITE */ null;  // `workbox` has addresses, `python` what Python starts from, `faces` typefaces, `briefs` a folder for each slug; `instead` is the page for a brief that is not there
importScripts(...SITE.workbox);

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { precaching, routing } = /** @type {any} */ (self).workbox;
const SCOPE = worker.registration.scope;
const STORE = `foldline:site:${SCOPE}`;   // the scope in each name: several sites may lie under one host
const KEPT = `foldline:kept:${SCOPE}`;    // holds no files, only which briefs the reader asked to keep
const MAX_READ = 50;                      // briefs that were only read: the last ones are there offline
const NAMED_BY_CONTENT = /^(runtime|assets)\//;

/** Returns an object's own value by its name, which may come from an address. @template T @param {Record<string, T>} values @param {string} name */
const own = (values, name) => (Object.hasOwn(values, name) ? values[name] : undefined);
/** @param {string} url */
const slugOf = url => decodeURIComponent(url.slice(SCOPE.length)).split('/', 1)[0];

/** Returns a file as Workbox names it, with the key under which Workbox keeps it. @param {string} name @param {Facts} facts */
function entry(name, [digest]) {
  const url = SCOPE + name.split('/').map(encodeURIComponent).join('/'), key = new URL(url);
  const revision = NAMED_BY_CONTENT.test(name) ? null : digest.slice(0, 16);
  if (revision) key.searchParams.set('__WB_REVISION__', revision);
  return { url, revision, integrity: `sha256-${digest}`, cacheKey: key.href };
}
/** @param {Folder} folder */
const entriesOf = folder => Object.entries(folder).map(([name, facts]) => entry(name, facts));
/** @param {string} slug */
const filesOf = slug => Object.entries(own(SITE.briefs, slug) ?? {}).map(([name, facts]) => entry(`${slug}/${name}`, facts));

/** Returns the file of this version at an address; undefined where there is none, so that the network answers.
 *  @param {{ url: URL }} request */
function fileAt({ url }) {
  if (!url.href.startsWith(SCOPE)) return undefined;
  let name;
  try { name = decodeURIComponent(url.pathname.slice(new URL(SCOPE).pathname.length)); } catch { return undefined; }
  if (!name || name.endsWith('/')) name += 'index.html';
  const slug = name.split('/', 1)[0], below = name.slice(slug.length + 1);
  const facts = own(SITE.common, name) ?? own(SITE.python, name) ?? own(SITE.faces, name) ?? own(own(SITE.briefs, slug) ?? {}, below);
  return facts && { ...entry(name, facts), isPageOfBrief: below === 'index.html' && !own(SITE.common, name) };
}

const { PrecacheController } = precaching;
const keeper = new PrecacheController({ cacheName: STORE });

// Answers with what is kept, else from the network, and keeps that where it is of this version. A file of another version (the
// site was published again) is passed on.
const reader = new PrecacheController({ cacheName: STORE, plugins: [{
  async handlerDidError(/** @type {{ request: Request }} */ { request }) {
    try { return await fetch(request); } catch {
      const instead = fileAt({ url: new URL(request.url) })?.isPageOfBrief && entry(SITE.instead, SITE.common[SITE.instead]).cacheKey;
      return instead ? caches.match(instead, { cacheName: STORE }) : undefined;
    }
  },
}] });
routing.registerRoute(fileAt, reader.strategy);

// ---- a version is installed whole or not at all

/** @param {string} name of a cache */
const keysOf = async name => (await (await caches.open(name)).keys()).map(({ url }) => url);
/** Returns the slugs of this version's briefs whose page is there, of this or an earlier version; the latest is the last. */
const slugsThere = async () => (await keysOf(STORE)).filter(url => /^[^/]+\/index\.html\?/.test(url.slice(SCOPE.length))).map(slugOf)
  .filter(slug => own(SITE.briefs, slug));
/** @param {any} error */
const isFull = error => error?.name === 'QuotaExceededError';
/** Returns what Python starts from where this or an earlier version keeps that: this reader has used it. */
const pythonUsed = async () => ((await keysOf(STORE)).some(url => url.startsWith(`${SCOPE}runtime/`) && url.endsWith('/interpreter.mjs')) ? entriesOf(SITE.python) : []);

/** Returns the faces of these names, whatever folder they were in. @param {string[]} urls */
const facesNamed = urls => {
  const names = new Set(urls.map(url => url.split('/').at(-1)));
  return entriesOf(SITE.faces).filter(({ url }) => names.has(url.split('/').at(-1)));
};

/** Deletes the unpacked files that only make a start faster (see interpreter.mjs). Returns whether there were any. */
async function deleteUnpacked() {
  const found = (await caches.keys()).filter(name => name.startsWith(`foldline-${SCOPE} `));
  for (const name of found) {
    // one by one: a cache that a page still has open frees its space only when that page closes it
    const cache = await caches.open(name);
    for (const request of await cache.keys()) await cache.delete(request);
    await caches.delete(name);
  }
  return found.length > 0;
}

/** Adds all these files by `add`, or throws. Where there is no room for all, those that were added are deleted again.
 *  @param {ReturnType<typeof entry>[]} files @param {() => Promise<unknown>} add */
async function addAll(files, add) {
  const before = new Set(await keysOf(STORE));
  try {
    try { await add(); } catch (error) {
      if (!isFull(error) || !await deleteUnpacked()) throw error;
      await add();
    }
    // Workbox ignores a thrown value that is no Error, which Firefox throws where a file breaks off
    const there = new Set(await keysOf(STORE)), missing = files.find(({ cacheKey }) => !there.has(cacheKey));
    if (missing) throw new Error(`${missing.url} could not be kept`);
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
    const files = [...entriesOf(SITE.common), ...await pythonUsed(), ...facesNamed(await keysOf(STORE)), ...(await slugsThere()).flatMap(filesOf)];
    keeper.addToCacheList(files);
    // not the event itself, which would fail with the first attempt, and a second may find room
    await addAll(files, () => keeper.install({ type: 'install', waitUntil() {} }));
  } catch (error) {
    for (const page of await worker.clients.matchAll({ includeUncontrolled: true })) page.postMessage({ foldline: 'not installed', full: isFull(error) });
    throw error;
  }
}

/** @param {ExtendableEvent} event */
async function activate(event) {
  keeper.addToCacheList([...entriesOf(SITE.common), ...entriesOf(SITE.python), ...entriesOf(SITE.faces), ...Object.keys(SITE.briefs).flatMap(filesOf)]);
  await keeper.activate(event);           // deletes all files of other versions
  const marks = await caches.open(KEPT);
  for (const url of await keysOf(KEPT)) if (!own(SITE.briefs, slugOf(url))) await marks.delete(url);
  await worker.clients.claim();
}

worker.addEventListener('install', event => event.waitUntil(install()));
worker.addEventListener('activate', event => event.waitUntil(activate(event)));

// ---- messages from pages

const keptSlugs = async () => new Set((await keysOf(KEPT)).map(slugOf));

/** Fetches files that are not there yet. @param {ReturnType<typeof entry>[]} files @param {ExtendableEvent} event */
async function fetchFiles(files, event) {
  await addAll(files, async () => {
    for (const { url, revision, integrity, cacheKey } of files) {
      // what is named by its content may come from the browser's own cache
      const request = new Request(url, { integrity, cache: revision ? 'no-cache' : 'default', credentials: 'same-origin' });
      await Promise.all(keeper.strategy.handleAll({ request, event, params: { integrity, cacheKey } }));
    }
  }).catch(error => {
    if (!isFull(error)) worker.registration.update().catch(() => {});  // the file may be of a newer version
    throw error;
  });
}
/** @param {string} slug @param {ExtendableEvent} event */
const fetchBrief = (slug, event) => fetchFiles(filesOf(slug), event);

/** The same, and makes a newer version that waits do so too. @param {string} slug @param {ExtendableEvent} event */
async function fetchInAllVersions(slug, event) {
  await fetchBrief(slug, event);
  for (const next of [worker.registration.installing, worker.registration.waiting]) next?.postMessage({ does: 'hold', slug });
}

/** Deletes the files of briefs. @param {string[]} slugs */
async function deleteBriefs(slugs) {
  const gone = new Set(slugs), store = await caches.open(STORE);
  for (const url of await keysOf(STORE)) if (gone.has(slugOf(url)) && own(SITE.briefs, slugOf(url))) await store.delete(url);
}

/** What a page can send, by the message's `does`. @type {Record<string, (message: any, event: ExtendableEvent) => unknown>} */
const ACTIONS = {
  /** Returns every brief with its size in bytes, and whether the reader keeps it. */
  async tell() {
    const marked = await keptSlugs();
    return Object.entries(SITE.briefs).map(([slug, files]) => (
      { slug, size: Object.values(files).reduce((sum, [, size]) => sum + size, 0), kept: marked.has(slug) }));
  },
  hold: ({ slug }, event) => fetchBrief(slug, event),
  'keep Python': (_, event) => fetchFiles(entriesOf(SITE.python), event),
  'keep faces': ({ urls }, event) => fetchFiles(facesNamed(urls), event),
  async read({ slug }, event) {
    await fetchInAllVersions(slug, event);
    const marked = await keptSlugs(), unmarked = (await slugsThere()).filter(each => !marked.has(each) && each !== slug);
    await deleteBriefs(unmarked.slice(0, Math.max(0, unmarked.length - MAX_READ + 1)));
  },
  async keep({ slug }, event) {
    await fetchInAllVersions(slug, event);
    await (await caches.open(KEPT)).put(`${SCOPE}${slug}/`, new Response(''));
  },
  async drop({ slugs }) {
    const marks = await caches.open(KEPT);
    for (const slug of slugs) await marks.delete(`${SCOPE}${slug}/`);
    await deleteBriefs(slugs);
  },
  show: () => worker.skipWaiting(),
};

worker.addEventListener('message', event => {
  const act = own(ACTIONS, event.data?.does);
  if (!act) return;
  event.waitUntil((async () => {
    let answer;
    try { answer = { done: await act(event.data, event) }; } catch (error) {
      answer = { failed: error instanceof Error ? error.message : String(error), full: isFull(error) };
    }
    event.ports[0]?.postMessage(answer);
  })());
});
