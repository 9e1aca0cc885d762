// <foldline-brief src="https://news.example/briefs/a-story/"><a href="…">A story</a></foldline-brief>: a brief inside
// somebody else's page. What stands in the element is what readers get before this script runs, and when anything fails.
// docs/using/embedding.md says what each attribute, event, custom property and part does.
(() => {
  const NAME = 'foldline-brief';
  if (customElements.get(NAME)) return;
  const { src, nonce } = document.currentScript ?? {};
  const HOME = new URL('.', src ?? location.href).href;
  const PATIENCE = 30_000;     // milliseconds until what has not come counts as failed
  const NEAR = '600px';        // from the view: how soon a lazy one is loaded
  const PARTS = { article: 'brief', h1: 'title', '.dek': 'dek', '.meta': 'meta', '.section': 'section', summary: 'summary',
    '.section-body': 'body', '.sources': 'sources', '.more': 'more' };
  // Nothing of the page is inherited but its colour scheme; nothing of it reaches in, not even by `!important`. Of a
  // hundred that have a height, only those in sight are laid out and painted. Nothing in a brief is seen beyond its own box.
  const OUTER = `:host { display: block !important; min-inline-size: min(100%, 15rem); }
    :host([hidden]) { display: none !important; }
    .root, iframe { all: initial; contain: content !important; overflow-clip-margin: 4px; display: block; box-sizing: border-box;
      inline-size: 100%; color-scheme: inherit; }
    div[tabindex] { overflow: auto; content-visibility: auto; }
    slot:has(+ iframe) { display: block; block-size: 0; }`;

  const asItIs = text => text;
  const policy = globalThis.trustedTypes?.createPolicy('foldline', { createHTML: asItIs, createScriptURL: asItIs });
  const outer = new CSSStyleSheet();
  outer.replaceSync(OUTER);
  const isText = value => typeof value === 'string';
  const made = (tag, values) => Object.assign(document.createElement(tag), values);
  const size = value => (/^\d+$/.test(value) ? `${value}px` : value);
  const names = text => text.replaceAll('_', '-').split(/[\s,]+/).filter(Boolean);

  /** The address of a brief's folder, whether given as that or as its page. */
  const folder = src => {
    const url = new URL(src, document.baseURI);
    if (!/^https?:$/.test(url.protocol)) throw new Error(`src is no address of a page: ${src}`);
    if (!/\/[^/]*\.[^/]*$/.test(url.pathname)) url.pathname = url.pathname.replace(/\/?$/, '/');
    return new URL('.', url);
  };

  const scripts = new Map();
  /** What another script of ours gives: loaded once, when it is needed, from where this one came from. */
  function load(name) {
    if (!scripts.has(name)) scripts.set(name, new Promise((resolve, reject) => {
      const url = HOME + name, script = made('script', { src: policy?.createScriptURL(url) ?? url, nonce });
      script.onload = script.onerror = () => {
        script.remove();
        if (script.foldline) resolve(script.foldline); else { scripts.delete(name); reject(new Error(`${url} did not come`)); }
      };
      document.head.append(script);
    }));
    return scripts.get(name);
  }
  const cleaner = () => load('embed/cleaner.js');

  /** Lets a frame of the publisher's site speak, by a port that nobody else has: once it is loaded, and only from that site. */
  const opened = (frame, origin, hear, said) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => hear(Object(data));
    frame.contentWindow?.postMessage(said, origin, [port2]);
  };

  // ---- one Python for all live ones: in a frame of the publisher's site, out of this page's reach

  const users = new Set();
  let python, running;
  function rendered(user, text) {
    users.add(user);
    running ??= new Promise(resolve => {
      python = made('iframe', { src: `${HOME}embed/live.html`, title: 'Foldline', tabIndex: -1, ariaHidden: true, onload: () => resolve(python) });
      python.style.setProperty('display', 'none', 'important');
      document.documentElement.append(python);
    });
    return running.then(frame => new Promise((resolve, reject) => opened(frame, new URL(HOME).origin,
      ({ html, message }) => { if (isText(html)) resolve(html); else reject(new Error(isText(message) ? message : 'no HTML came')); },
      { foldline: 'render', text })));
  }
  function leave(user) {
    if (users.delete(user) && !users.size) { python.remove(); running = undefined; }
  }

  const near = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) { near.unobserve(target); target.load(); }
  }, { rootMargin: NEAR });

  const ATTRIBUTES = { src: '', sections: null, open: null, theme: 'auto', mode: 'inline', loading: 'lazy', height: null };

  class FoldlineBrief extends HTMLElement {
    static observedAttributes = Object.keys(ATTRIBUTES);
    #root = this.attachShadow({ mode: 'open' });
    #hold = document.createElement('div');       // what has the height
    #box = made('div', { className: 'root' });
    #slot = document.createElement('slot');
    #stop; #shown; #data; #folds = new WeakMap();

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [outer];
      this.#root.append(this.#hold);
      this.#hold.append(this.#slot);
      this.#root.addEventListener('click', event => this.#clicked(event));
      this.#root.addEventListener('toggle', event => this.#toggled(event.target), true);
    }

    /** The brief itself, as an object or as JSON text; then no `src` is needed, and Python renders it. */
    get brief() { return this.#data ?? null; }
    set brief(data) { this.#data = data; this.#again(); }

    connectedCallback() { this.#again(); }
    disconnectedCallback() { queueMicrotask(() => { if (!this.isConnected) this.#clear(); }); }
    attributeChangedCallback(name, before, now) {
      if (before === now || !this.isConnected) return;
      if (name === 'height' || name === 'theme' && this.mode !== 'frame') this.#look(); else if (name !== 'loading' || now === 'eager') this.#again();
    }

    /** Moved in the document, it stays as it is, but for a frame, which browsers load again. Asked for something else, what
        it shows stays until that has come. */
    #again() {
      if (!this.isConnected) return;
      const wanted = JSON.stringify([...Object.keys(ATTRIBUTES).slice(0, this.mode === 'frame' ? 4 : 3), 'mode'].map(name => this.getAttribute(name)));
      if (this.#shown?.wanted === wanted && this.#shown.data === this.#data && this.#shown.content?.isConnected) return;
      if (this.#box.isConnected && this.mode !== 'frame') this.#stop.abort(); else this.#clear();
      this.#shown = { wanted, data: this.#data };
      if (this.loading === 'eager') this.load(); else near.observe(this);
    }

    #clear() {
      near.unobserve(this);
      this.#stop?.abort();
      leave(this);
      this.#hold.replaceChildren(this.#slot);
      this.#shown = undefined;
      this.#look();
    }

    /** Loads it now, in view or not. */
    async load() {
      near.unobserve(this);
      const stop = this.#stop = new AbortController();
      const late = setTimeout(() => stop.abort(new Error('it did not come in time')), PATIENCE);
      const over = new Promise((_, reject) => stop.signal.addEventListener('abort', () => reject(stop.signal.reason)));
      try {
        const mode = await Promise.race([over, this.#loaded(stop.signal)]);
        if (!stop.signal.aborted) this.#tell('ready', { mode });
      } catch (error) {
        if (this.#stop !== stop || stop.signal.reason?.name === 'AbortError') return;    // removed, or asked for something else
        const shown = this.#shown;
        this.#clear();
        this.#shown = shown;
        this.#tell('error', { message: `The brief can't be shown: ${error.message}` });
      } finally { clearTimeout(late); }
    }

    async #loaded(signal) {
      if (!this.#data && document.readyState === 'loading' && !this.hasAttribute('src')) {
        await new Promise(done => document.addEventListener('DOMContentLoaded', done, { once: true }));
      }
      const data = this.#data ?? this.querySelector(':scope > script[type="application/json"]')?.textContent;
      if (data) return this.#live(isText(data) ? data : JSON.stringify(data), signal);
      if (!this.hasAttribute('src')) throw new Error('it has neither src nor a brief');
      const home = folder(this.src);
      return this.mode === 'frame' ? this.#frame(home) : this.#inline(home, signal);
    }

    async #inline(home, signal) {
      cleaner().catch(() => {});    // meanwhile
      const response = await fetch(new URL('fragment.html', home), { signal, credentials: 'omit' });
      if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
      if (!/^text\/html\b/.test(response.headers.get('content-type') ?? '')) throw new Error(`${response.url} is no HTML`);
      await this.#show({ text: await response.text(), base: home.href }, signal);
      return 'inline';
    }

    async #live(text, signal) {
      await this.#show({ text: await rendered(this, text), base: document.baseURI, json: text }, signal);
      return 'live';
    }

    async #show(found, signal) {
      const { clean, style } = await cleaner();
      const content = await clean({ ...found, load, policy });
      if (signal.aborted) return;
      if (!content.querySelector('article.brief')) throw new Error('there is no brief at this address');
      this.#root.adoptedStyleSheets = [outer, style];
      this.#box.replaceChildren(...content.childNodes);
      this.#arrange();
      for (const [selector, name] of Object.entries(PARTS)) for (const each of this.#box.querySelectorAll(selector)) each.part.add(name);
      for (const each of this.#box.querySelectorAll('details')) this.#folds.set(each, each.open);
      this.#shown.content = this.#box;
      this.#hold.replaceChildren(this.#box);
      this.#look();
    }

    /** Only the sections asked for, in that order; unfolded are those asked for, or else those that need no further request. */
    #arrange() {
      const all = [...this.#box.querySelectorAll('.section')];
      if (this.sections !== null) {
        const kept = names(this.sections).map(name => all.find(({ id }) => id === name)).filter(Boolean);
        all[0]?.parentNode.append(...kept);
        for (const each of all) if (!kept.includes(each)) each.remove();
      }
      for (const each of all) {
        if (this.open !== null) each.open = this.open === 'all' || names(this.open).includes(each.id);
        else if (each.querySelector('img')) each.open = false;
      }
    }

    #look() {
      const { theme, height } = this, hold = this.#hold.style;
      hold.colorScheme = /^(light|dark)$/.test(theme) ? theme : '';
      const framed = this.#hold.querySelector('iframe');
      hold.blockSize = framed || !height ? '' : size(height);
      if (hold.blockSize) this.#hold.tabIndex = 0; else this.#hold.removeAttribute('tabindex');    // what scrolls, scrolls by keys
    }

    // ---- in a frame

    #frame(home) {
      const told = new URLSearchParams();
      for (const name of ['sections', 'open']) if (this.hasAttribute(name)) told.set(name, this.getAttribute(name));
      told.set('theme', getComputedStyle(this.#hold).colorScheme.replace('normal', 'light'));    // Chromium tells a frame what the system likes
      // A frame of the page's own origin could undo a sandbox that leaves it its origin, so there it has none.
      const own = home.origin === location.origin;
      const frame = made('iframe', {
        src: `${new URL('frame.html', home)}#${told}`, title: this.textContent.trim() || 'A news brief',
        loading: 'eager', sandbox: `allow-scripts ${own ? '' : 'allow-same-origin '}allow-popups allow-popups-to-escape-sandbox`,
      });
      frame.style.blockSize = size(this.height ?? 480);
      frame.style.opacity = 0;
      return new Promise(done => {
        const hear = ({ ready, height, section, open }) => {
          if (Number.isFinite(height) && height > 0) frame.style.blockSize = `${Math.min(height, 1e6)}px`;
          if (isText(section)) this.#tell('fold', { section, open: !!open });
          if (ready) { frame.style.opacity = ''; this.#slot.remove(); done('frame'); }
        };
        frame.onload = () => opened(frame, own ? '*' : home.origin, hear, { foldline: 'hello' });
        this.#shown.content = frame;
        this.#hold.append(frame);
      });
    }

    // ---- what the reader does

    #clicked(event) {
      const link = event.target.closest?.('a[href^="#"]');
      if (!link) return;
      event.preventDefault();                              // the page's own address stays as it is
      let id = link.getAttribute('href').slice(1);
      try { id = decodeURIComponent(id); } catch { /* as it stands */ }
      const target = this.#root.getElementById(id);
      const section = target?.closest('details');
      if (section) section.open = true;
      target?.scrollIntoView({ block: 'nearest' });
    }

    #toggled(section) {
      if (!section.matches('.section') || this.#folds.get(section) === section.open) return;
      this.#folds.set(section, section.open);
      this.#tell('fold', { section: section.id, open: section.open });
    }

    #tell(name, detail) { this.dispatchEvent(new CustomEvent(`foldline:${name}`, { bubbles: true, detail })); }
  }

  for (const [name, otherwise] of Object.entries(ATTRIBUTES)) Object.defineProperty(FoldlineBrief.prototype, name, {
    get() { return this.getAttribute(name) ?? otherwise; },
    set(value) { if (value === null) this.removeAttribute(name); else this.setAttribute(name, value); },
  });
  customElements.define(NAME, FoldlineBrief);
})();
