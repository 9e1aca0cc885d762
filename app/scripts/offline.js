// The page's side of the installed site: registers the service worker once Python has all it starts from, fills the menu's
// part on keeping briefs for offline, says when a newer version has come, and hands on files that the system opened with
// the installed site. boot.js adds this script when there is nothing left to do for the page.
(() => {
  const TOP = new URL('../../', document.currentScript.src).href;
  const main = document.getElementById('page');
  const box = document.getElementById('tools-keep');
  const plural = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;
  const megabytes = bytes => `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`;

  // ---- files that the system opens with the installed site

  const answering = new Promise(resolve => {
    if (document.documentElement.dataset.foldline === 'ready') resolve();
    document.addEventListener('foldline:ready', resolve, { once: true });
  });
  globalThis.launchQueue?.setConsumer(async ({ files = [] }) => {
    const opened = await Promise.all(files.map(file => file.getFile()));
    await answering;
    if (opened.length) dispatchEvent(new CustomEvent('foldline:files', { detail: opened }));
  });

  // ---- the menu's part

  const made = (tag, attributes) => Object.assign(document.createElement(tag), attributes);
  const words = made('p', { id: 'keep-words', className: 'quiet' });
  words.setAttribute('role', 'status');
  const meter = made('progress', { max: 1, hidden: true });
  meter.setAttribute('aria-label', 'Keeping briefs for offline');
  const note = made('p', { id: 'keep-note', className: 'quiet', textContent: 'The briefs you read last are here offline too, until others take their place.', hidden: true });
  const actions = made('div', { className: 'local-actions' });
  const button = (id, clicked) => {
    const each = made('button', { type: 'button', id, hidden: true });
    each.addEventListener('click', clicked);
    return each;
  };
  const NO_ROOM = 'There is no room left on this device';
  let worker, briefs = [], stopped = false, busy = false;

  /** The service worker's answer. Throws what went wrong there. */
  async function ask(message) {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise(resolve => { port1.onmessage = ({ data }) => resolve(data); });
    (worker.active ?? (await navigator.serviceWorker.ready).active).postMessage(message, [port2]);
    const { done, failed, full } = await answer;
    if (failed) throw Object.assign(new Error(failed), { full });
    return done;
  }

  const here = () => briefs.find(({ slug }) => slug === main.dataset.slug);
  const size = some => some.reduce((sum, each) => sum + each.size, 0);

  async function show(said = '') {
    briefs = await ask({ does: 'tell' });
    const open = here(), marked = briefs.filter(each => each.kept), all = marked.length === briefs.length;
    const one = open && briefs.length > 1 ? open : null;   // with one brief on the shelf, all is one
    keepOne.hidden = busy || !one || one.kept;
    keepOne.textContent = one ? `Keep this brief (${megabytes(one.size)})` : '';
    dropOne.hidden = busy || !one?.kept || all;
    keepAll.hidden = busy || all;
    keepAll.textContent = briefs.length === 1 ? `Keep this site's brief (${megabytes(size(briefs))})`
      : `Keep all ${briefs.length} briefs (${megabytes(size(briefs.filter(each => !each.kept)))}${marked.length ? ' more' : ''})`;
    dropAll.hidden = busy || !marked.length;
    dropAll.textContent = marked.length === 1 ? 'Let the kept brief go' : `Let all ${marked.length} kept briefs go`;
    if (one?.kept) dropAll.hidden ||= marked.length === 1;
    const had = document.activeElement;
    stop.hidden = meter.hidden = !busy;
    note.hidden = false;
    // a button that goes takes the focus with it: the next one has it
    if (box.contains(had) && had.hidden) [stop, dropOne, keepAll, dropAll, keepOne].find(each => !each.hidden)?.focus();
    if (busy) return;
    const state = all && briefs.length ? `${plural(briefs.length, 'brief')} kept for offline: all there are.`
      : one?.kept ? 'This brief is kept for offline.' : marked.length ? `${plural(marked.length, 'brief')} kept for offline.` : '';
    words.textContent = said || state;
  }

  async function keep(some) {
    navigator.storage?.persist?.().catch(() => {});        // a browser may ask the reader; keeping does not wait for it
    busy = true;
    stopped = false;
    meter.value = 0;
    words.textContent = `Keeping ${plural(some.length, 'brief')} (${megabytes(size(some))})`;
    await show();
    let said = '', come = 0;
    for (const each of some) {
      if (stopped) break;
      try { await ask({ does: 'keep', slug: each.slug }); } catch ({ full }) {
        said = full ? `${NO_ROOM}, so ${some.length > 1 ? 'not all of them are' : 'it is not'} kept. Reading goes on.`
          : `The network failed, so ${some.length > 1 ? 'not all of them are' : 'it is not'} kept. Try again later.`;
        break;
      }
      come += each.size;
      meter.value = come / size(some);
    }
    busy = false;
    await show(said);
  }

  async function drop(some) {
    await ask({ does: 'drop', slugs: some.map(({ slug }) => slug) });
    await show(`${plural(some.length, 'brief')} let go.`);
  }

  const keepOne = button('keep-one', () => keep([here()]));
  const dropOne = button('drop-one', () => drop([here()]));
  dropOne.textContent = 'Let this brief go';
  const keepAll = button('keep-all', () => keep(briefs.filter(each => !each.kept)));
  const dropAll = button('drop-all', () => drop(briefs.filter(each => each.kept)));
  const stop = button('keep-stop', () => { stopped = true; });
  stop.textContent = 'Stop';

  /** One line in place of all that could be done here. */
  function sayOnly(sentence) {
    words.textContent = sentence;
    for (const each of [keepOne, dropOne, keepAll, dropAll, stop, meter, note]) each.hidden = true;
  }

  // ---- newer versions

  /** One quiet line at the foot of the page, with what the reader may do. */
  function sayNewer(sentence, label, clicked) {
    document.getElementById('newer')?.remove();
    const line = made('div', { id: 'newer', className: 'boot' }), text = made('p'), act = made('button', { type: 'button', textContent: label });
    line.setAttribute('role', 'region');
    line.setAttribute('aria-label', 'A newer version');
    text.setAttribute('role', 'status');
    act.addEventListener('click', clicked);
    line.append(text, act);
    document.body.append(line);
    text.textContent = sentence;
  }
  const ARRIVED = 'A newer version of this site has arrived';

  async function withoutKeeping() {
    for (const name of ['site', 'kept']) await caches.delete(`foldline:${name}:${TOP}`).catch(() => {});
    await worker.unregister();
    location.reload();
  }

  function follow() {
    const container = navigator.serviceWorker;
    const waits = () => { if (worker.waiting && worker.active) sayNewer(`${ARRIVED}.`, 'Show it', () => worker.waiting?.postMessage({ does: 'show' })); };
    let asked = false, first = !worker.active;
    addEventListener('click', event => { asked ||= Boolean(event.target.closest?.('#newer')); });
    worker.addEventListener('updatefound', () => worker.installing?.addEventListener('statechange', waits));
    container.addEventListener('controllerchange', () => {
      if (first) { first = false; return; }
      if (asked) location.reload(); else sayNewer(`${ARRIVED}.`, 'Show it', () => location.reload());  // another page asked
    });
    container.addEventListener('message', ({ data }) => {
      if (data?.foldline !== 'not installed') return;
      if (!worker.active) sayOnly(data.full ? `${NO_ROOM} to keep this site for offline. Reading goes on.` : 'This site could not be kept for offline yet. The next visit tries again.');
      else if (data.full) sayNewer(`${ARRIVED}, but there is no room to keep it.`, 'Show it, and keep nothing', withoutKeeping);
    });
    container.startMessages();
    waits();
  }

  async function start() {
    actions.append(keepOne, dropOne, keepAll, dropAll, stop);
    box.append(words, actions, meter, note);
    box.hidden = false;
    if (location.protocol === 'file:') return sayOnly('You opened this site from a file: it is on this device already.');
    if (!globalThis.isSecureContext) return sayOnly("This address is not https, so the site can't be kept for offline.");
    try {
      worker = await navigator.serviceWorker.register(foldlineTrusted.createScriptURL(`${TOP}sw.js`));
      await caches.has(TOP);                                // throws where storage is denied
    } catch (error) {
      return sayOnly(error instanceof TypeError && 'serviceWorker' in navigator ? 'What keeps this site for offline could not be loaded.'
        : "This browser lets this site keep nothing, so it can't be read offline.");
    }
    follow();
    const read = async () => {
      const shown = show().catch(() => {});
      if (!main.dataset.slug) return;
      try { await ask({ does: 'read', slug: main.dataset.slug }); } catch ({ full }) {
        await shown;                                        // which would write over it
        if (full) await show(`${NO_ROOM}: what you read now is not kept.`).catch(() => {});
      }
    };
    new MutationObserver(read).observe(main, { attributeFilter: ['data-slug'] });
    words.textContent = 'Keeping this site for offline';
    await navigator.serviceWorker.ready;
    words.textContent = '';
    read();
  }
  // What Python starts from is in the browser's own cache then, so that keeping it transfers nothing twice.
  Promise.resolve(globalThis.foldlineInterpreter?.files).catch(() => {}).then(start);
})();
