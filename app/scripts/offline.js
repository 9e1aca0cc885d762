// Page, added by boot.js when the page has nothing to do: registers the service worker, which keeps what Python starts from once
// that was used, fills the part of the menu about keeping briefs for offline, shows when a newer version has come, and passes on
// files that the system opens with the installed site.
(() => {
  /** A brief of the site, as the service worker lists it; `size` is in bytes. @typedef {{ slug: string, size: number, kept: boolean }} Listed */
  const TOP = new URL('../../', /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const main = /** @type {HTMLElement} */ (document.getElementById('page'));
  const box = /** @type {HTMLElement} */ (document.getElementById('tools-keep'));
  const words = globalThis.foldlineWords;

  // ---- files that the system opens with the installed site

  globalThis.launchQueue?.setConsumer(async ({ files = [] }) => {
    const detail = await Promise.all(files.map(file => file.getFile()));
    if (detail.length) dispatchEvent(new CustomEvent('foldline:files', { detail }));
  });

  // ---- the menu's part

  /** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {Partial<HTMLElementTagNameMap[T]>} properties */
  const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const status = made('p', { id: 'keep-words', className: 'quiet' });
  status.setAttribute('role', 'status');
  const meter = made('progress', { max: 1, hidden: true });
  meter.setAttribute('aria-label', words('offline.progress'));
  const note = made('p', { id: 'keep-note', className: 'quiet', textContent: words('offline.last_read'), hidden: true });
  const actions = made('div', { className: 'local-actions' });
  /** @param {string} id @param {() => void} clicked */
  const button = (id, clicked) => {
    const each = made('button', { type: 'button', id, hidden: true });
    each.addEventListener('click', clicked);
    return each;
  };
  /** @type {ServiceWorkerRegistration} */
  let registration;
  /** @type {Promise<ServiceWorkerRegistration>} */
  let registered;
  /** @type {Listed[]} */
  let briefs = [];
  let stopped = false, busy = false;

  /** Sends a message to the service worker and returns its answer. Throws an error with what went wrong there, and whether the
   *  device is full. @param {object} message */
  async function send(message) {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise(resolve => { port1.onmessage = ({ data }) => resolve(data); });
    (registration.active ?? (await navigator.serviceWorker.ready).active)?.postMessage(message, [port2]);
    const { done, failed, full } = await answer;
    if (failed) throw Object.assign(new Error(failed), { full });
    return done;
  }

  const currentBrief = () => briefs.find(({ slug }) => slug === main.dataset.slug);
  /** @param {Listed[]} some */
  const bytesOf = some => some.reduce((sum, each) => sum + each.size, 0);
  /** Returns the number of some briefs and their size, for words. @param {Listed[]} some */
  const counted = some => ({ n: some.length, size: words.megabytes(Math.max(100_000, bytesOf(some))) });

  /** Shows what can be done now, and `outcome`, a sentence about what was done. */
  async function show(outcome = '') {
    briefs = await send({ does: 'tell' });
    const open = currentBrief(), marked = briefs.filter(each => each.kept), all = marked.length === briefs.length;
    const one = open && briefs.length > 1 ? open : null;   // with one brief on the shelf, there are only the buttons for all
    keepOne.hidden = busy || !one || one.kept;
    keepOne.textContent = one ? words('offline.keep_this', counted([one])) : '';
    dropOne.hidden = busy || !one?.kept || all;
    keepAll.hidden = busy || all;
    const missing = { n: briefs.length, size: counted(briefs.filter(each => !each.kept)).size };
    keepAll.textContent = briefs.length === 1 ? words('offline.keep_only', counted(briefs))
      : marked.length ? words('offline.keep_rest', missing) : words('offline.keep_all', missing);
    dropAll.hidden = busy || !marked.length;
    dropAll.textContent = marked.length === 1 ? words('offline.remove_only') : words('offline.remove_all', { n: marked.length });
    if (one?.kept) dropAll.hidden ||= marked.length === 1;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    stop.hidden = meter.hidden = !busy;
    note.hidden = false;
    // a button that disappears would lose the focus: the next one gets it
    if (focused && box.contains(focused) && focused.hidden) [stop, dropOne, keepAll, dropAll, keepOne].find(each => !each.hidden)?.focus();
    if (busy) return;
    const state = all && briefs.length ? words('offline.all_kept', { n: briefs.length })
      : one?.kept ? words('offline.this_kept') : marked.length ? words('offline.kept', { n: marked.length }) : '';
    status.textContent = outcome || state;
  }

  /** @param {Listed[]} some */
  async function keep(some) {
    navigator.storage?.persist?.().catch(() => {});        // a browser may ask the reader for permission, which this does not wait for
    busy = true;
    stopped = false;
    meter.value = 0;
    status.textContent = words('offline.keeping', counted(some));
    await show();
    let outcome = '', done = 0;
    for (const each of some) {
      if (stopped) break;
      try { await send({ does: 'keep', slug: each.slug }); } catch (error) {
        const several = some.length > 1;
        outcome = isFull(error) ? words(several ? 'offline.no_room_for_all' : 'offline.no_room')
          : words(several ? 'offline.no_network_for_all' : 'offline.no_network');
        break;
      }
      done += each.size;
      meter.value = done / bytesOf(some);
    }
    busy = false;
    await show(outcome);
  }

  /** @param {Listed[]} some */
  async function drop(some) {
    await send({ does: 'drop', slugs: some.map(({ slug }) => slug) });
    await show(words('offline.removed', { n: some.length }));
  }

  /** @param {unknown} error */
  const isFull = error => Boolean(/** @type {{ full?: boolean }} */ (error).full);
  const keepOne = button('keep-one', () => keep(briefs.filter(each => each === currentBrief())));
  const dropOne = button('drop-one', () => drop(briefs.filter(each => each === currentBrief())));
  dropOne.textContent = words('offline.remove_this');
  const keepAll = button('keep-all', () => keep(briefs.filter(each => !each.kept)));
  const dropAll = button('drop-all', () => drop(briefs.filter(each => each.kept)));
  const stop = button('keep-stop', () => { stopped = true; });
  stop.textContent = words('offline.stop');

  /** Shows one sentence in place of the buttons. @param {string} sentence */
  function showOnly(sentence) {
    status.textContent = sentence;
    for (const each of [keepOne, dropOne, keepAll, dropAll, stop, meter, note]) each.hidden = true;
  }

  // ---- newer versions

  /** Shows a line at the foot of the page with a button. @param {string} sentence @param {string} label @param {() => void} clicked */
  function showNewer(sentence, label, clicked) {
    document.getElementById('newer')?.remove();
    const line = made('div', { id: 'newer', className: 'boot' }), text = made('p', {}), act = made('button', { type: 'button', textContent: label });
    line.setAttribute('role', 'region');
    line.setAttribute('aria-label', words('offline.newer'));
    text.setAttribute('role', 'status');
    act.addEventListener('click', clicked);
    line.append(text, act);
    document.body.append(line);
    text.textContent = sentence;
  }
  /** Offers the newer version. @param {() => void} clicked */
  const offerNewer = clicked => showNewer(words('offline.newer_arrived'), words('offline.newer_show'), clicked);

  async function stopKeeping() {
    for (const name of ['site', 'kept']) await caches.delete(`foldline:${name}:${TOP}`).catch(() => {});
    await registration.unregister();
    location.reload();
  }

  function follow() {
    const container = navigator.serviceWorker;
    const offerWaiting = () => {
      if (registration.waiting && registration.active) offerNewer(() => registration.waiting?.postMessage({ does: 'show' }));
    };
    let accepted = false, first = !registration.active;
    addEventListener('click', event => { accepted ||= Boolean(/** @type {Element} */ (event.target).closest?.('#newer')); });
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offerWaiting));
    container.addEventListener('controllerchange', () => {
      if (first) { first = false; return; }
      if (accepted) location.reload(); else offerNewer(() => location.reload());  // accepted in another page
    });
    offerWaiting();
  }
  /** Listens for what the service worker tells by itself, which may be that it could not be installed. */
  function listen() {
    navigator.serviceWorker.addEventListener('message', async ({ data }) => {
      if (data?.foldline !== 'not installed') return;
      await registered;
      if (!registration.active) showOnly(words(data.full ? 'offline.no_room_for_site' : 'offline.site_not_kept'));
      else if (data.full) showNewer(words('offline.newer_without_room'), words('offline.newer_show_unkept'), stopKeeping);
    });
  }

  async function start() {
    actions.append(keepOne, dropOne, keepAll, dropAll, stop);
    box.append(status, actions, meter, note);
    box.hidden = false;
    if (location.protocol === 'file:') { showOnly(words('offline.from_file')); return; }
    if (!globalThis.isSecureContext) { showOnly(words('offline.no_https')); return; }
    status.textContent = words('offline.site_being_kept');
    try {
      listen();
      registered = navigator.serviceWorker.register(globalThis.foldlineTrusted.createScriptURL(`${TOP}sw.js`));
      registration = await registered;
      await caches.has(TOP);                                // throws where storage is denied
    } catch (error) {
      showOnly(words(error instanceof TypeError && 'serviceWorker' in navigator ? 'offline.no_script' : 'offline.no_storage'));
      return;
    }
    follow();
    const read = async () => {
      const shown = show().catch(() => {});
      if (!main.dataset.slug) return;
      try { await send({ does: 'read', slug: main.dataset.slug }); } catch (error) {
        await shown;                                        // which would write over the sentence
        if (isFull(error)) await show(words('offline.no_room_for_read')).catch(() => {});
      }
    };
    new MutationObserver(read).observe(main, { attributeFilter: ['data-slug'] });
    await navigator.serviceWorker.ready;
    status.textContent = '';
    read();
    // the faces that this page has loaded, before the service worker could see it; the next ones it sees
    const urls = performance.getEntriesByType('resource').map(({ name }) => name).filter(name => name.endsWith('.woff2'));
    send({ does: 'keep faces', urls }).catch(() => {});
    pythonLoaded.then(() => send({ does: 'keep Python' })).catch(() => {});
  }
  const state = document.documentElement.dataset.foldline;
  // Python's files are in the browser's own cache by then, so that nothing is transferred twice.
  const pythonLoaded = new Promise(resolve => {
    const wait = () => Promise.resolve(globalThis.foldlineInterpreter?.files).catch(() => {}).then(resolve);
    if (state === 'ready') wait(); else document.addEventListener('foldline:ready', wait, { once: true });
  });
  const pythonFailed = new Promise(resolve => { addEventListener('foldline:failed', resolve, { once: true }); });
  // What Python is loading has the connection for itself.
  (state === 'booting' || state === 'ready' ? Promise.race([pythonLoaded, pythonFailed]) : Promise.resolve()).then(start);
})();
