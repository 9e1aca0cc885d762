// Timelines: pointing at an event in the picture shows it in the list and the other way round, arrow keys walk along the
// events, and + and − (or two fingers) stretch the picture; how far, and to where, is in the link. Without this, each
// mark is a link to its event. Listens on the document, so that it needs nothing when another brief is shown.
(() => {
  const WIDE = 528;  // pixels from which the wide drawing fits; style.css has the same
  const MOST = 64;
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const near = (node, selector) => node.closest?.(selector) ?? null;
  const itemOf = mark => document.getElementById(mark.getAttribute('href').slice(1));
  const marksOf = item => item.closest('.section')?.querySelectorAll(`.mark[href="#${CSS.escape(item.id)}"]`) ?? [];

  // --- one event, in both places ---------------------------------------------------------------------------------------
  let shown = [];
  const show = item => {
    for (const each of shown) delete each.dataset.shown;
    const marks = item ? [...marksOf(item)] : [];
    shown = item ? [item, ...marks] : [];
    for (const each of shown) each.dataset.shown = '';
    for (const mark of marks) bring(mark);
  };
  /** Scrolls a stretched picture to a mark that lies beside what is seen of it. */
  const bring = (mark, centred = false) => {
    const bar = mark.querySelector('.bar'), box = mark.closest('.picture');
    const { left, right } = bar.getBoundingClientRect(), frame = box.getBoundingClientRect();
    const aside = centred ? left < frame.left || right > frame.right : right < frame.left || left > frame.right;
    if (aside && bar.getClientRects().length) box.scrollLeft += left - frame.left - frame.width / 2;
  };
  const under = node => {
    const mark = near(node, '.mark');
    return mark ? itemOf(mark) : near(node, '.events > li');
  };
  // What is pointed at, else what has the focus, else what a finger tapped last: a finger doesn't stay, and where the link
  // of a mark leads takes the focus away.
  const now = { pointed: null, focused: null, tapped: null };
  const update = (what, item) => {
    now[what] = item;
    show(now.pointed ?? now.focused ?? now.tapped);
  };
  let finger = false;
  document.addEventListener('pointerdown', event => { finger = event.pointerType !== 'mouse'; }, true);
  document.addEventListener('pointerover', event => update('pointed', event.pointerType === 'touch' ? null : under(event.target)));
  document.addEventListener('focusin', event => update('focused', under(event.target)));
  document.addEventListener('focusout', () => update('focused', null));
  document.addEventListener('click', event => update('tapped', finger ? under(event.target) : null));

  const walk = (mark, steps) => {
    const marks = [...mark.closest('.drawing').querySelectorAll('.mark')];
    const next = marks[Math.min(Math.max(marks.indexOf(mark) + steps, 0), marks.length - 1)];
    for (const each of marks) each.setAttribute('tabindex', each === next ? 0 : -1);  // one stop of the Tab key
    next.focus({ preventScroll: true });
    bring(next, true);
    itemOf(next)?.scrollIntoView({ block: 'nearest', behavior: still.matches ? 'auto' : 'smooth' });
  };
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  const TIMES = { '+': 2, '=': 2, '-': 1 / 2, '−': 1 / 2, 0: 0 };
  document.addEventListener('keydown', event => {
    const mark = near(event.target, '.mark');
    if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in STEPS) walk(mark, STEPS[event.key]);
    else if (event.key in TIMES) {
      const place = mark.querySelector('.bar').getBoundingClientRect();
      zoom(mark.closest('.picture'), factorOf(mark.closest('.picture')) * TIMES[event.key], place.left + place.width / 2);
    } else return;
    event.preventDefault();
  });

  // --- stretching ------------------------------------------------------------------------------------------------------
  const factorOf = picture => Number(picture.dataset.zoom ?? 1);
  const stretch = (picture, factor) => {
    factor = Math.min(Math.max(factor, 1), MOST);
    if (factor === 1) delete picture.dataset.zoom; else picture.dataset.zoom = factor;
    picture.toggleAttribute('data-near', picture.clientWidth * factor >= WIDE);
    for (const drawing of picture.querySelectorAll('.drawing')) drawing.setAttribute('width', `${100 * factor}%`);
  };
  /** What stands at `x`, in pixels of the window, stays there. */
  const zoom = (picture, factor, x) => {
    const aside = x - picture.getBoundingClientRect().left;
    const part = (picture.scrollLeft + aside) / picture.scrollWidth;
    stretch(picture, factor);
    picture.scrollLeft = part * picture.scrollWidth - aside;
    remember(picture);
  };
  let waiting = 0;
  const remember = picture => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const address = new URL(location.href), factor = factorOf(picture);
      address.searchParams.delete('zoom');
      const left = (100 * picture.scrollLeft / picture.scrollWidth).toFixed(1);
      if (factor > 1) address.searchParams.set('zoom', `${picture.closest('.section').id}*${+factor.toFixed(2)}*${left}`);
      try {
        history.replaceState(history.state, '', address);
      } catch { /* a frame whose address can't have it: then the link doesn't */ }
    }, 200);
  };
  const asked = () => /^(.+)\*([\d.]+)\*([\d.]+)$/.exec(new URLSearchParams(location.search).get('zoom') ?? '');

  document.addEventListener('click', event => {
    const button = near(event.target, 'button[data-zoom-by]');
    const picture = button?.closest('.section').querySelector('.picture');
    if (!picture) return;
    const frame = picture.getBoundingClientRect();
    zoom(picture, factorOf(picture) * Number(button.dataset.zoomBy), frame.left + frame.width / 2);
  });

  const apart = touches => Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);
  let pinch = null;
  const attach = picture => {
    const wanted = asked();
    if (wanted && picture.closest('.section')?.id === wanted[1]) {
      stretch(picture, Number(wanted[2]));
      picture.scrollLeft = wanted[3] / 100 * picture.scrollWidth;
    }
    picture.addEventListener('scroll', () => { if (factorOf(picture) > 1) remember(picture); }, { passive: true });
    picture.addEventListener('wheel', event => {  // two fingers on a touchpad come as a wheel with Ctrl
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(picture, factorOf(picture) * Math.exp(-event.deltaY / 100), event.clientX);
    }, { passive: false });
    picture.addEventListener('touchstart', ({ touches }) => {
      pinch = touches.length === 2 ? { apart: apart(touches), factor: factorOf(picture) } : null;
    }, { passive: true });
    picture.addEventListener('touchmove', event => {
      if (!pinch || event.touches.length !== 2) return;
      event.preventDefault();
      const [one, other] = event.touches;
      zoom(picture, pinch.factor * apart(event.touches) / pinch.apart, (one.clientX + other.clientX) / 2);
    }, { passive: false });
  };
  const attached = new WeakSet();
  const attachAll = () => {
    for (const picture of document.querySelectorAll('.picture')) {
      if (!attached.has(picture)) attach(picture);
      attached.add(picture);
    }
  };
  addEventListener('DOMContentLoaded', attachAll);
  new MutationObserver(attachAll).observe(document.documentElement, { childList: true, subtree: true });
})();
