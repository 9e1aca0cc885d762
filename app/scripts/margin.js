// Page, once it is parsed (defer): on wide pages the margin shows the sources of the claim that the reader points at, has the focus
// in, or is reading. What it shows is copied from the list of sources, where each reference leads without this script.
(() => {
  const wide = matchMedia('(min-width: 75rem)');
  const READING_AT = 0.2;  // of the window's height: the claim at this line is being read
  /** The element that a reference belongs to, with its words. @param {Element} refs @returns {HTMLElement} */
  const claimOf = refs => /** @type {HTMLElement} */ (refs.closest('li, tr, figure, .section-refs') ?? refs.parentElement);
  /** @param {EventTarget | null} target */
  const claimAt = target => {
    for (let node = target instanceof Element ? target : null; node && !node.matches('.section-body, .brief'); node = node.parentElement) {
      if (node.querySelector(':scope > .refs, :scope > figcaption > .refs, :scope > td > .refs')) return /** @type {HTMLElement} */ (node);
    }
    return null;
  };

  const note = Object.assign(document.createElement('aside'), { className: 'margin-note' });
  note.setAttribute('aria-hidden', 'true');  // the references say the same, and lead to the list
  /** @type {HTMLElement | null} */
  let shown = null;
  /** @param {HTMLElement | null} claim */
  const show = claim => {
    const brief = claim?.closest('.brief');
    if (claim !== shown) {
      shown?.removeAttribute('data-claim-shown');
      shown = claim;
      const sources = [...claim?.querySelectorAll('a.ref') ?? []].flatMap(each => document.getElementById(decodeURIComponent(/** @type {HTMLAnchorElement} */ (each).hash.slice(1))) ?? []);
      note.replaceChildren(...sources.map(source => {
        const copy = document.createElement('p');
        copy.append(...[...source.childNodes].map(child => child.cloneNode(true)));
        for (const link of copy.querySelectorAll('a')) link.tabIndex = -1;
        return copy;
      }));
      claim?.setAttribute('data-claim-shown', '');
    }
    if (!claim || !brief) { note.remove(); return; }
    if (note.parentElement !== brief) brief.append(note);
    note.style.insetBlockStart = `${claim.getBoundingClientRect().top - brief.getBoundingClientRect().top}px`;
  };

  /** The claim that the reader points at, or has the focus in. @type {HTMLElement | null} */
  let chosen = null;
  const reading = () => {
    const line = innerHeight * READING_AT;
    const claims = [...document.querySelectorAll('main .section[open] .refs')].map(claimOf).filter(each => each.getClientRects().length);
    return claims.find(each => each.getBoundingClientRect().bottom > line && each.getBoundingClientRect().top < innerHeight * 0.8) ?? null;
  };
  const later = globalThis.foldlineOnceAFrame(() => {
    show(wide.matches ? chosen?.isConnected ? chosen : reading() : null);
  });
  /** @param {Event} event */
  const choose = ({ target }) => {
    if (!wide.matches || (target instanceof Node && note.contains(target))) return;
    chosen = claimAt(target) ?? claimAt(document.activeElement);
    later();
  };
  document.addEventListener('pointerover', choose, { passive: true });
  document.addEventListener('focusin', choose);
  addEventListener('scroll', () => { chosen = null; later(); }, { passive: true });
  document.addEventListener('toggle', later, true);
  wide.addEventListener('change', later);
  addEventListener('resize', later, { passive: true });
  later();
})();
