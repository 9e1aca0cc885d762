// Page, added by boot.js when Python is ready and the page has nothing to do: registers the service worker once Python has all
// its files, fills the part of the menu about keeping briefs for offline, shows when a newer version has come, and passes on
// files that the system opens with the installed site.
(() => {
  /** A brief of the site, as the service worker lists it; `size` is in bytes. @typedef {{ slug: string, size: number, kept: boolean }} Listed */
  const TOP = new URL('../../', /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const main = /** @type {HTMLElement} */ (document.getElementById('page'));
  const box = /** @type {HTMLElement} */ (document.getElementById('tools-keep'));
  /** @param {number} number @param {string} word */
  const plural = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;
  /** @param {number} bytes */
  const megabytes = bytes => `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`;

  // ---- files that the system opens with the installed site

  const pythonReady = new Promise(resolve => {
    if (document.documentElement.dataset.foldline === 'ready') resolve(null);
    document.addEventListener('foldline:ready', resolve, { once: true });
  });
  globalThis.launchQueue?.setConsumer(async ({ files = [] }) => {
    const detail = await Promise.all(files.map(file => file.getFile()));
    await pythonReady;
    if (detail.length) dispatchEvent(new CustomEvent('foldline:files', { detail }));
  });

  // ---- the menu's part

  /** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {Partial<HTMLElementTagNameMap[T]>} properties */
  const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const words = made('p', { id: 'keep-words', className: 'quiet' });
  words.setAttribute('role', 'status');
  const meter = made('progress', { max: 1, hidden: true });
  meter.setAttribute('aria-label', 'Keeping briefs for offline');
  const note = made('p', { id: 'keep-note', className: 'quiet', textContent: 'The briefs you read last are here offline too, until others take their place.', hidden: true });
  const actions = made('div', { className: 'local-actions' });
  /** @param {string} id @param {() => void} clicked */
  const button = (id, clicked) => {
    const each = made('button', { type: 'button', id, hidden: true });
    each.addEventListener('click', clicked);
    return each;
  };
  const NO_ROOM = 'There is no room left on this device';
  /** @type {ServiceWorkerRegistration} */
  let registration;
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
  const size = some => some.reduce((sum, each) => sum + each.size, 0);

  /** Shows what can be done now, and `outcome`, a sentence about what was done. */
  async function show(outcome = '') {
    briefs = await send({ does: 'tell' });
    const open = currentBrief(), marked = briefs.filter(each => each.kept), all = marked.length === briefs.length;
    const one = open && briefs.length > 1 ? open : null;   // with one brief on the shelf, there are only the buttons for all
    keepOne.hidden = busy || !one || one.kept;
    keepOne.textContent = one ? `Keep this brief (${megabytes(one.size)})` : '';
    dropOne.hidden = busy || !one?.kept || all;
    keepAll.hidden = busy || all;
    keepAll.textContent = briefs.length === 1 ? `Keep this site's brief (${megabytes(size(briefs))})`
      : `Keep all ${briefs.length} briefs (${megabytes(size(briefs.filter(each => !each.kept)))}${marked.length ? ' more' : ''})`;
    dropAll.hidden = busy || !marked.length;
    dropAll.textContent = marked.length === 1 ? 'Let the kept brief go' : `Let all ${marked.length} kept briefs go`;
    if (one?.kept) dropAll.hidden ||= marked.length === 1;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    stop.hidden = meter.hidden = !busy;
    note.hidden = false;
    // a button that disappears would lose the focus: the next one gets it
    if (focused && box.contains(focused) && focused.hidden) [stop, dropOne, keepAll, dropAll, keepOne].find(each => !each.hidden)?.focus();
    if (busy) return;
    const state = all && briefs.length ? `${plural(briefs.length, 'brief')} kept for offline: all there are.`
      : one?.kept ? 'This brief is kept for offline.' : marked.length ? `${plural(marked.length, 'brief')} kept for offline.` : '';
    words.textContent = outcome || state;
  }

  /** @param {Listed[]} some */
  async function keep(some) {
    navigator.storage?.persist?.().catch(() => {});        // a browser may ask the reader for permission, which this does not wait for
    busy = true;
    stopped = false;
    meter.value = 0;
    words.textContent = `Keeping ${plural(some.length, 'brief')} (${megabytes(size(some))})`;
    await show();
    let outcome = '', done = 0;
    for (const each of some) {
      if (stopped) break;
      try { await send({ does: 'keep', slug: each.slug }); } catch (error) {
        outcome = isFull(error) ? `${NO_ROOM}, so ${some.length > 1 ? 'not all of them are' : 'it is not'} kept. Reading goes on.`
          : `The network failed, so ${some.length > 1 ? 'not all of them are' : 'it is not'} kept. Try again later.`;
        break;
      }
      done += each.size;
      meter.value = done / size(some);
    }
    busy = false;
    await show(outcome);
  }

  /** @param {Listed[]} some */
  async function drop(some) {
    await send({ does: 'drop', slugs: some.map(({ slug }) => slug) });
    await show(`${plural(some.length, 'brief')} let go.`);
  }

  /** @param {unknown} error */
  const isFull = error => Boolean(/** @type {{ full?: boolean }} */ (error).full);
  const keepOne = button('keep-one', () => keep(briefs.filter(each => each === currentBrief())));
  const dropOne = button('drop-one', () => drop(briefs.filter(each => each === currentBrief())));
  dropOne.textContent = 'Let this brief go';
  const keepAll = button('keep-all', () => keep(briefs.filter(each => !each.kept)));
  const dropAll = button('drop-all', () => drop(briefs.filter(each => each.kept)));
  const stop = button('keep-stop', () => { stopped = true; });
  stop.textContent = 'Stop';

  /** Shows one sentence in place of the buttons. @param {string} sentence */
  function showOnly(sentence) {
    words.textContent = sentence;
    for (const each of [keepOne, dropOne, keepAll, dropAll, stop, meter, note]) each.hidden = true;
  }

  // ---- newer versions

  /** Shows a line at the foot of the page with a button. @param {string} sentence @param {string} label @param {() => void} clicked */
  function showNewer(sentence, label, clicked) {
    document.getElementById('newer')?.remove();
    const line = made('div', { id: 'newer', className: 'boot' }), text = made('p', {}), act = made('button', { type: 'button', textContent: label });
    line.setAttribute('role', 'region');
    line.setAttribute('aria-label', 'A newer version');
    text.setAttribute('role', 'status');
    act.addEventListener('click', clicked);
    line.append(text, act);
    document.body.append(line);
    text.textContent = sentence;
  }
  const ARRIVED = 'A newer version of this site has arrived';

  async function stopKeeping() {
    for (const name of ['site', 'kept']) await caches.delete(`foldline:${name}:${TOP}`).catch(() => {});
    await registration.unregister();
    location.reload();
  }

  function follow() {
    const container = navigator.serviceWorker;
    const offerWaiting = () => {
      if (registration.waiting && registration.active) showNewer(`${ARRIVED}.`, 'Show it', () => registration.waiting?.postMessage({ does: 'show' }));
    };
    let accepted = false, first = !registration.active;
    addEventListener('click', event => { accepted ||= Boolean(/** @type {Element} */ (event.target).closest?.('#newer')); });
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offerWaiting));
    container.addEventListener('controllerchange', () => {
      if (first) { first = false; return; }
      if (accepted) location.reload(); else showNewer(`${ARRIVED}.`, 'Show it', () => location.reload());  // accepted in another page
    });
    container.addEventListener('message', ({ data }) => {
      if (data?.foldline !== 'not installed') return;
      if (!registration.active) showOnly(data.full ? `${NO_ROOM} to keep this site for offline. Reading goes on.` : 'This site could not be kept for offline yet. The next visit tries again.');
      else if (data.full) showNewer(`${ARRIVED}, but there is no room to keep it.`, 'Show it, and keep nothing', stopKeeping);
    });
    container.startMessages();
    offerWaiting();
  }

  async function start() {
    actions.append(keepOne, dropOne, keepAll, dropAll, stop);
    box.append(words, actions, meter, note);
    box.hidden = false;
    if (location.protocol === 'file:') { showOnly('You opened this site from a file: it is on this device already.'); return; }
    if (!globalThis.isSecureContext) { showOnly("This address is not https, so the site can't be kept for offline."); return; }
    try {
      registration = await navigator.serviceWorker.register(globalThis.foldlineTrusted.createScriptURL(`${TOP}sw.js`));
      await caches.has(TOP);                                // throws where storage is denied
    } catch (error) {
      showOnly(error instanceof TypeError && 'serviceWorker' in navigator ? 'What keeps this site for offline could not be loaded.'
        : "This browser lets this site keep nothing, so it can't be read offline.");
      return;
    }
    follow();
    const read = async () => {
      const shown = show().catch(() => {});
      if (!main.dataset.slug) return;
      try { await send({ does: 'read', slug: main.dataset.slug }); } catch (error) {
        await shown;                                        // which would write over the sentence
        if (isFull(error)) await show(`${NO_ROOM}: what you read now is not kept.`).catch(() => {});
      }
    };
    new MutationObserver(read).observe(main, { attributeFilter: ['data-slug'] });
    words.textContent = 'Keeping this site for offline';
    await navigator.serviceWorker.ready;
    words.textContent = '';
    read();
  }
  // Python's files are in the browser's own cache by then, so that nothing is transferred twice.
  Promise.resolve(globalThis.foldlineInterpreter?.files).catch(() => {}).then(start);
})();
