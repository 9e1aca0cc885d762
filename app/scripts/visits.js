// Page of a brief, added by boot.js when the page has nothing to do: keeps on this device the version of the brief that it shows,
// and offers to show what changed since the version that it showed before. Nothing is sent anywhere. Python finds the changes
// (reading/changes.py), once the reader asks for them.
(() => {
  /** What is read at once of a visit: the digest of the words that were shown, the day, and the day of the version whose changes
   *  the reader has not yet been shown. @typedef {{ words: string, at: string, since: string }} Head */
  /** The brief's JSON as it was last shown, and as it was before those changes. @typedef {{ now: string, before: string }} Versions */
  /** @type {PageFacts} */
  const { digest = '', data = '' } = JSON.parse(String(document.getElementById('foldline-page')?.textContent));
  if (!digest || location.protocol === 'file:') return;  // a file does not change
  const words = globalThis.foldlineWords;
  const address = new URL(data, document.baseURI).href;
  const MOST = 50;  // briefs of which a version is kept: those that were read last
  const MOST_HEADS = 2000;  // briefs of which is known that they were read; front.js reads it

  // ---- the database of this device

  /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
  const answer = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  /** Calls `act` with both stores in one transaction, and returns what it returns once all of it is done.
   *  @template T @param {IDBTransactionMode} mode @param {(heads: IDBObjectStore, contents: IDBObjectStore) => Promise<T>} act */
  async function within(mode, act) {
    const opened = indexedDB.open('foldline-seen', 1);
    opened.onupgradeneeded = () => { for (const name of ['heads', 'contents']) opened.result.createObjectStore(name); };
    const database = await answer(opened);
    try {
      const transaction = database.transaction(['heads', 'contents'], mode);
      const done = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
      done.catch(() => {});
      const result = await act(transaction.objectStore('heads'), transaction.objectStore('contents'));
      await done;
      return result;
    } finally { database.close(); }
  }
  /** Returns the texts of an object that was kept; without those that another version kept in another form.
   *  @param {unknown} kept @returns {Record<string, string>} */
  function texts(kept) {
    try {
      const found = JSON.parse(String(kept));
      return Object.fromEntries(Object.entries(found ?? {}).filter(([, value]) => typeof value === 'string'));
    } catch { return {}; }
  }
  const DAY = /^\d{4}-\d\d-\d\d$/;
  /** @param {unknown} kept @returns {Head} */
  function headOf(kept) {
    const { words: shown = '', at = '', since = '' } = texts(kept);
    return DAY.test(since || at) ? { words: shown, at, since } : { words: '', at: '', since: '' };
  }
  const load = () => within('readonly', async (heads, contents) => {
    const [head, kept] = await Promise.all([answer(heads.get(address)), answer(contents.get(address))]);
    const { now = '', before = '' } = texts(kept);
    return { head: headOf(head), kept: { now, before } };
  });
  /** @param {Head} head @param {Versions} versions */
  const save = (head, versions) => within('readwrite', async (heads, contents) => {
    heads.put(JSON.stringify(head), address);
    contents.put(JSON.stringify(versions), address);
    const [keys, all] = await Promise.all([answer(heads.getAllKeys()), answer(heads.getAll())]);
    const others = keys.map((key, index) => ({ key, at: headOf(all[index]).at })).filter(({ key }) => key !== address);
    others.sort((one, other) => (one.at < other.at ? -1 : 1));
    for (const { key } of others.slice(0, Math.max(0, others.length - MOST + 1))) contents.delete(key);
    for (const { key } of others.slice(0, Math.max(0, others.length - MOST_HEADS + 1))) heads.delete(key);
  });

  // ---- the line at the foot of the window

  /** @param {string} key of its words @param {() => void} clicked */
  function button(key, clicked) {
    const made = Object.assign(document.createElement('button'), { type: 'button', textContent: words(key) });
    made.addEventListener('click', clicked);
    return made;
  }
  /** Offers to show what changed. @param {Versions} versions @param {string} since the day of the earlier one */
  function offer(versions, since) {
    const bar = Object.assign(document.createElement('div'), { className: 'seen' });
    const day = words.day(new Date(`${since}T12:00`));
    const sentence = Object.assign(document.createElement('p'), { textContent: words('visits.changed', { day }) });
    sentence.setAttribute('role', 'status');
    /** Where the focus was before it came here. @type {HTMLElement | null} */
    let before = null;
    bar.addEventListener('focusin', ({ relatedTarget }) => { if (relatedTarget instanceof HTMLElement && !bar.contains(relatedTarget)) before = relatedTarget; });
    const close = () => {
      const back = before?.isConnected ? before : document.getElementById('page');
      if (bar.contains(document.activeElement)) back?.focus({ preventScroll: true });
      bar.remove();
      save({ words: digest, at: today(), since: '' }, { now: versions.now, before: '' }).catch(() => {});
    };
    const show = () => {
      close();
      globalThis.foldlineAsk(() => dispatchEvent(new CustomEvent('foldline:compare', { detail: { ...versions, since } })));
    };
    bar.append(sentence, button('visits.show', show), button('visits.close', close));
    document.body.append(bar);
  }
  const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

  async function visit() {
    const { head, kept } = await load();
    if (head.words === digest) {
      if (head.since && kept.before) offer(kept, head.since);
      return;
    }
    const response = await fetch(address);
    if (!response.ok) return;
    const now = await response.text();
    // Where the brief itself is the same, the digest is that of another Foldline.
    const [before, since] = kept.now && kept.now !== now ? [kept.now, head.at] : [kept.before, head.since];
    const versions = { now, before: since ? before : '' };
    await save({ words: digest, at: today(), since: versions.before ? since : '' }, versions);
    if (versions.before) offer(versions, since);
  }
  visit().catch(() => {});  // nothing is kept here, or nothing comes: the brief itself is on the page
})();
