// Page, once it is parsed (defer): the contents show where the reader is, what is read, and how many minutes are left; the bar of
// a phone goes away while one scrolls down; a printed page names its address and day. All of it is read from the page: without
// this script the contents are links.
(() => {
  const words = globalThis.foldlineWords;
  const READ_KEY = 'foldline:read:';
  /** @param {Element} brief */
  const sectionsOf = brief => /** @type {HTMLDetailsElement[]} */ ([...brief.querySelectorAll('details.section')]);
  /** @param {Element} brief */
  const keyOf = brief => READ_KEY + (brief.closest('[data-slug]')?.getAttribute('data-slug') ?? '');

  // --- what is read, while this tab is open
  /** @type {Record<string, Set<string>>} the ids of the sections that were read, by key */
  const read = {};
  /** @param {Element} brief */
  const readOf = brief => {
    const key = keyOf(brief);
    if (!read[key]) {
      read[key] = new Set();
      try { for (const id of JSON.parse(sessionStorage.getItem(key) ?? '[]')) read[key].add(String(id)); } catch { /* nothing is kept */ }
    }
    return read[key];
  };
  /** @param {Element} brief */
  const keep = brief => {
    try { sessionStorage.setItem(keyOf(brief), JSON.stringify([...readOf(brief)])); } catch { /* it lasts as long as the page */ }
  };

  /** @param {HTMLElement[]} sections @param {Set<string>} done */
  const timeLeft = (sections, done) => {
    const seconds = sections.filter(({ id }) => !done.has(id)).reduce((sum, each) => sum + Number(each.dataset.seconds ?? 0), 0);
    if (!seconds) return words('contents.all_read');
    return seconds < 45 ? words('contents.seconds_left') : words('contents.left', { n: Math.round(seconds / 60) });
  };

  /** Brings the contents of a brief up to date with where the window is. @param {Element} brief */
  const update = brief => {
    const contents = brief.querySelector('.contents'), sections = sectionsOf(brief), done = readOf(brief), before = done.size;
    if (!contents) return;
    // the heading that was passed last: a line at a third of the window's height
    const line = innerHeight / 3;
    let here = '';
    for (const section of sections) {
      const { top, bottom } = section.getBoundingClientRect();
      if (top <= line) here = section.id;
      if (section.open && bottom > 0 && bottom <= innerHeight) done.add(section.id);
    }
    for (const heading of brief.querySelectorAll('.record h2, .sources h2')) if (heading.getBoundingClientRect().top <= line) here = heading.id;
    if (done.size > before) keep(brief);
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (contents.querySelectorAll('a'))) {
      const id = decodeURIComponent(link.hash.slice(1));
      if (id === here) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
      link.toggleAttribute('data-read', done.has(id));
    }
    const left = contents.querySelector('.time-left'), text = timeLeft(sections, done);
    if (left && left.textContent !== text) left.textContent = text;
  };
  const shown = () => [...document.querySelectorAll('.brief')].filter(brief => brief.getClientRects().length);

  // --- the bar of a phone
  const LEAST = 8;  // pixels: less is a trembling hand
  let last = scrollY;
  const moveBar = () => {
    const moved = scrollY - last;
    if (Math.abs(moved) < LEAST) return;
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - LEAST;
    document.documentElement.toggleAttribute('data-reading-on', moved > 0 && scrollY > LEAST && !atEnd);
    last = scrollY;
  };

  const later = globalThis.foldlineOnceAFrame(() => {
    moveBar();
    for (const brief of shown()) update(brief);
  });
  addEventListener('scroll', later, { passive: true });
  addEventListener('resize', later, { passive: true });
  addEventListener('hashchange', later);
  document.addEventListener('toggle', later, true);
  new MutationObserver(later).observe(/** @type {HTMLElement} */ (document.getElementById('page')), { childList: true });
  later();

  // a sheet is done with once something in it was chosen
  document.addEventListener('click', event => {
    const { target } = event, chosen = target instanceof Element && target.closest('.contents a, .depth-sheet button');
    const sheet = /** @type {HTMLElement | null | false} */ (chosen && chosen.closest('[popover]'));
    if (sheet && sheet.matches(':popover-open')) sheet.hidePopover();
  });

  // --- on paper
  addEventListener('beforeprint', () => {
    const day = words.day(new Date());
    const site = document.querySelector('.wordmark')?.textContent ?? '', address = location.href.split('#')[0];
    const line = document.querySelector('.imprint') ?? Object.assign(document.createElement('p'), { className: 'imprint' });
    line.textContent = location.protocol === 'file:' ? words('contents.printed_file', { site, day }) : words('contents.printed', { site, address, day });
    document.getElementById('page')?.append(line);
  });
})();
