// Pages of a site, added by boot.js when the page has nothing else to do: what this device remembers of its reader. On the front
// page it marks what is new since the last visit, what was read, and what has changed since; and it saves briefs. Nothing is sent
// anywhere. What was read is kept by visits.js; what is saved, and what the last visits saw, by this script.
(() => {
  /** @type {PageFacts} */
  const { shelf_page: shelf = '', brief = '' } = JSON.parse(String(document.getElementById('foldline-page')?.textContent));
  if (location.protocol === 'file:') return;  // all files have one storage, or none
  const words = globalThis.foldlineWords;
  const base = document.baseURI;  // now: the page's address may change
  const site = new URL('.', new URL(shelf, base)).href;
  /** @param {string} slug */
  const keyOf = slug => new URL(brief.replace('{slug}', slug), base).href;
  const VISIT = 30 * 60_000;  // milliseconds without the front page: then the next look at it is another visit
  const MOST = 5000;  // briefs of which is known that a visit saw them
  const VERSION = 1;

  // ---- what is kept of this site: one text under each key, with the version of its form

  /** A brief that is saved, as its list shows it. @typedef {{ slug: string, title: string, href: string, language: string }} Saved */
  /** Which briefs the visit before this one saw, and this one, which was last at a time. @typedef {{ before: string[] | null, now: string[], at: number }} Visits */
  const SAVED = `foldline:saved:${site}`, VISITS = `foldline:visits:${site}`;
  /** The keys of the words for why nothing is kept under a key. @type {Record<string, string>} */
  const reasons = {};
  /** @param {unknown} error */
  const reasonOf = error => (error instanceof Error && error.name === 'QuotaExceededError' ? 'front.no_room' : 'front.no_storage');
  /** Returns what is kept under a key; null where there is nothing, or where another version wrote it. @param {string} key @returns {any} */
  function load(key) {
    try {
      const text = localStorage.getItem(key);
      if (text === null) return null;
      const kept = JSON.parse(text);
      if (kept?.version === VERSION) return kept;
      reasons[key] = 'front.other_version';
    } catch (error) { reasons[key] = error instanceof SyntaxError ? 'front.other_version' : reasonOf(error); }
    return null;
  }
  /** Returns whether it is kept now. @param {string} key @param {object} value */
  function save(key, value) {
    delete reasons[key];
    load(key);  // which another version may have written
    if (reasons[key]) return false;
    try { localStorage.setItem(key, JSON.stringify({ version: VERSION, ...value })); } catch (error) { reasons[key] = reasonOf(error); }
    return !reasons[key];
  }
  /** @returns {Saved[]} */
  const savedBriefs = () => {
    const found = load(SAVED)?.briefs;
    return (Array.isArray(found) ? found : []).filter(each => typeof each?.slug === 'string' && typeof each.title === 'string' && typeof each.href === 'string');
  };

  // ---- what was read, by the brief's address: the digest of its words

  /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
  const answer = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  /** Calls `act` with the stores of visits.js, which makes them. @template T @param {IDBTransactionMode} mode
   *  @param {(heads: IDBObjectStore, contents: IDBObjectStore) => Promise<T>} act */
  async function within(mode, act) {
    const opened = indexedDB.open('foldline-seen', 1);
    opened.onupgradeneeded = () => { for (const name of ['heads', 'contents']) opened.result.createObjectStore(name); };
    const database = await answer(opened);
    try {
      const transaction = database.transaction(['heads', 'contents'], mode);
      return await act(transaction.objectStore('heads'), transaction.objectStore('contents'));
    } finally { database.close(); }
  }
  const ofSite = () => IDBKeyRange.bound(site, `${site}\uffff`);
  /** @returns {Promise<Map<string, string>>} */
  const readBriefs = () => within('readonly', async heads => {
    const [keys, all] = await Promise.all([answer(heads.getAllKeys(ofSite())), answer(heads.getAll(ofSite()))]);
    return new Map(keys.map((key, index) => {
      try { return [String(key), String(JSON.parse(String(all[index])).words)]; } catch { return [String(key), '']; }
    }));
  });

  // ---- the marks on the cards

  /** @param {string} tag @param {Record<string, unknown>} properties */
  const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
  /** @param {ParentNode} node @param {string} selector */
  const all = (node, selector) => /** @type {HTMLElement[]} */ ([...node.querySelectorAll(selector)]);
  /** @param {Element} card */
  const linkOf = card => /** @type {HTMLAnchorElement} */ (card.querySelector('a[data-slug]'));

  /** Marks the cards, and returns how many are new and how many have changed. @param {HTMLElement[]} cards
   *  @param {Map<string, string>} read @param {Set<string> | null} before the briefs that the visit before saw */
  function mark(cards, read, before) {
    const counts = { new: 0, changed: 0, read: 0 };
    for (const card of cards) {
      const slug = String(linkOf(card).dataset.slug), digest = read.get(keyOf(slug));
      /** @type {keyof typeof counts | ''} */
      const state = digest ? (digest === card.dataset.digest || !card.dataset.digest ? 'read' : 'changed') : before && !before.has(slug) ? 'new' : '';
      card.querySelector('.card-state')?.remove();
      if (!state) continue;
      counts[state] += 1;
      const line = made('span', { className: 'card-state', textContent: words(`front.states.${state}`) });
      line.dataset.state = state;
      card.querySelector('.card-meta .bookmark')?.before(line);  // which stays where it is, at the end
    }
    return counts;
  }
  /** Says above the cards how many are new and how many have changed. @param {{ new: number, changed: number }} counts */
  function tell(counts) {
    const line = document.getElementById('front-news');
    const told = [];
    if (counts.new) told.push(words('front.count_new', { n: counts.new }));
    if (counts.changed) told.push(words('front.count_changed', { n: counts.changed }));
    if (line) line.textContent = told.join(' ');
  }
  /** Returns the briefs that the visit before this one saw, null where there was none, and notes those of this one. @param {string[]} slugs */
  function noteVisit(slugs) {
    /** @type {Visits | null} */
    const kept = load(VISITS), now = Date.now();
    const same = kept && now - kept.at < VISIT;
    const before = !kept ? null : same ? kept.before : kept.now;
    const seen = [...new Set([...slugs, ...(kept?.now ?? [])])].slice(0, MOST);
    save(VISITS, { before, now: seen, at: now });
    return before && new Set(before);
  }

  // ---- saving

  /** @param {string} slug */
  const isSaved = slug => savedBriefs().some(each => each.slug === slug);
  /** @param {HTMLElement} button */
  const slugOf = button => {
    const card = button.closest('.card');
    return card ? String(linkOf(card).dataset.slug) : String(button.dataset.bookmark || button.closest('[data-slug]')?.getAttribute('data-slug') || '');
  };
  /** @param {HTMLElement} button */
  function showBookmark(button) {
    const pressed = isSaved(slugOf(button));
    button.setAttribute('aria-pressed', String(pressed));
    button.textContent = words(pressed ? 'front.saved' : 'front.save');
    if (button.closest('#front-saved')) button.textContent = words('front.remove');
    button.hidden = false;
  }
  /** Says once why nothing is kept. @param {HTMLElement} button */
  function complain(button) {
    const line = made('span', { className: 'quiet bookmark-reason', textContent: words(reasons[SAVED]) });
    line.setAttribute('role', 'status');
    if (!document.querySelector('.bookmark-reason')) button.after(line);
  }
  /** @param {HTMLElement} button */
  function toggle(button) {
    const slug = slugOf(button), others = savedBriefs().filter(each => each.slug !== slug);
    const card = button.closest('.card'), link = card && linkOf(card), heading = document.querySelector('.brief h1');
    /** @type {Saved} */
    const saved = {
      slug, title: String((link ?? heading)?.textContent), href: (link?.href ?? location.href).split('#')[0],
      language: String((link ?? heading)?.closest('[lang]')?.getAttribute('lang')),
    };
    const kept = save(SAVED, { briefs: button.getAttribute('aria-pressed') === 'true' ? others : [saved, ...others] });
    if (!kept) complain(button);
    showSaved();
  }
  /** Shows on the page what is saved. */
  function showSaved() {
    const briefs = savedBriefs(), box = document.getElementById('front-saved'), list = document.getElementById('front-saved-list');
    for (const button of all(document, '[data-bookmark]')) showBookmark(button);
    if (!box || !list) return;
    delete box.dataset.waits;
    const count = document.getElementById('front-saved-count'), note = document.getElementById('front-saved-note');
    if (count) count.textContent = briefs.length ? String(briefs.length) : '';
    if (note) note.textContent = words(reasons[SAVED] || (briefs.length ? 'front.on_device' : 'front.nothing_saved'));
    list.replaceChildren(...briefs.map(({ slug, title, href, language }) => {
      const item = document.createElement('li'), button = made('button', { type: 'button', className: 'bookmark' });
      button.dataset.bookmark = slug;
      const address = new URL(href, base);
      const link = made('a', { textContent: title, lang: language });
      if (/^https?:$/.test(address.protocol)) link.setAttribute('href', address.href);
      item.append(link, button);
      return item;
    }));
    for (const button of all(list, '[data-bookmark]')) showBookmark(button);
  }
  async function forget() {
    for (const key of [SAVED, VISITS]) {
      delete reasons[key];
      try { localStorage.removeItem(key); } catch (error) { reasons[key] = reasonOf(error); }
    }
    await within('readwrite', async (heads, contents) => { await Promise.all([answer(heads.delete(ofSite())), answer(contents.delete(ofSite()))]); }).catch(() => {});
    for (const state of all(document, '.card-state')) state.remove();
    tell({ new: 0, changed: 0 });
    showSaved();
    for (const note of all(document, '#front-saved-note, [data-forgotten]')) note.textContent = words(reasons[SAVED] || 'front.forgotten');
  }

  // ---- the page, and what Python puts into it

  async function show() {
    const cards = all(document, '.front .card');
    for (const card of cards.filter(each => !each.querySelector('.bookmark'))) {
      const button = made('button', { type: 'button', className: 'bookmark' });
      button.dataset.bookmark = '';
      card.querySelector('.card-meta')?.append(button);
    }
    showSaved();
    for (const button of all(document, '[data-forget][hidden]')) button.hidden = false;
    if (!cards.length) return;
    const read = await readBriefs().catch(() => new Map());
    const isFront = document.getElementById('front-saved');
    tell(mark(cards, read, isFront && noteVisit(cards.map(card => String(linkOf(card).dataset.slug)))));
  }
  document.addEventListener('click', event => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.('[data-bookmark], [data-forget]'));
    if (button) { if ('forget' in button.dataset) forget(); else toggle(button); }
  });
  document.addEventListener('keydown', event => {
    const box = /** @type {HTMLDetailsElement | null} */ (document.getElementById('front-saved'));
    if (event.key !== 'Escape' || !box?.open) return;
    box.open = false;
    box.querySelector('summary')?.focus();
  });
  addEventListener('pageshow', event => { if (event.persisted) show(); });
  addEventListener('storage', ({ key }) => { if (key === SAVED) showSaved(); });
  const main = document.getElementById('page');
  if (main) new MutationObserver(() => show()).observe(main, { childList: true });
  show();
})();
