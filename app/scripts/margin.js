// Page, once it is parsed (defer): a claim opens to its proof (proof.js), on wide pages in the margin, which also shows the proof of
// the claim that the reader points at, has the focus in, or is reading. Without this script each claim is a link to its proof.
/* global foldlineProof */
(() => {
  const wide = matchMedia('(min-width: 75rem)');
  const READING_AT = 0.2;  // of the window's height: the claim at this line is being read
  /** @typedef {HTMLElement | null} Claim */
  /** @param {EventTarget | null} target */
  const claimAt = target => (target instanceof Element
    ? /** @type {Claim} */ (target.closest('[data-claim]') ?? target.closest('li')?.querySelector(':scope > [data-claim]') ?? null)
    : null);
  /** @param {Element} each */
  const isShown = each => each.getClientRects().length > 0;

  /** @type {Claim} */
  let shown = null;
  /** Puts the box beside a claim. @param {HTMLElement} claim @param {HTMLElement} box */
  const place = (claim, box) => {
    const brief = wide.matches && claim.closest('main > .brief, .packed > .brief, .opened > .brief');
    box.toggleAttribute('data-beside', Boolean(brief));
    if (!brief) return false;
    if (box.parentElement !== brief) brief.append(box);
    box.style.insetBlockStart = `${claim.getBoundingClientRect().top - brief.getBoundingClientRect().top}px`;
    return true;
  };
  const proof = foldlineProof(document, place);
  const { box } = proof;

  /** Shows the proof of a claim for the eye alone: its sign opens the same for all. @param {Claim} claim */
  const show = claim => {
    if (claim !== shown || !box.isConnected) {
      shown?.removeAttribute('data-claim-shown');
      shown = claim;
      if (!claim || !proof.fill(claim)) { box.remove(); return; }
      box.setAttribute('aria-hidden', 'true');
      box.removeAttribute('tabindex');
      for (const link of box.querySelectorAll('a')) link.tabIndex = -1;
      claim.setAttribute('data-claim-shown', '');
    }
    if (claim) place(claim, box);
  };

  /** The claim that the reader points at, or has the focus in. @type {Claim} */
  let chosen = null;
  const reading = () => {
    const line = innerHeight * READING_AT;
    const claims = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('main .section[open] [data-claim]')].filter(isShown));
    return claims.find(each => each.getBoundingClientRect().bottom > line && each.getBoundingClientRect().top < innerHeight * 0.8) ?? null;
  };
  const later = globalThis.foldlineOnceAFrame(() => {
    if (proof.isOpen()) {
      const claim = claimAt(document.querySelector('.proof-sign[aria-expanded=true]'));
      shown?.removeAttribute('data-claim-shown');
      shown = null;
      if (claim && isShown(claim) && box.hasAttribute('data-beside') === wide.matches) {
        if (wide.matches) { claim.setAttribute('data-claim-shown', ''); shown = claim; place(claim, box); }
        return;
      }
      proof.close();
    }
    show(wide.matches ? chosen?.isConnected ? chosen : reading() : null);
  });
  /** @param {Event} event */
  const choose = ({ target }) => {
    if (!wide.matches || (target instanceof Node && box.contains(target))) return;
    chosen = claimAt(target) ?? claimAt(document.activeElement);
    later();
  };
  document.addEventListener('pointerover', choose, { passive: true });
  document.addEventListener('focusin', choose);
  document.addEventListener('click', later);
  document.addEventListener('keyup', later);
  addEventListener('scroll', () => { chosen = null; later(); }, { passive: true });
  wide.addEventListener('change', later);
  addEventListener('resize', later, { passive: true });

  document.addEventListener('toggle', later, true);
  later();
})();
