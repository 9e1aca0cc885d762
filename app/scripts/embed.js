// <foldline-brief src="https://news.example/briefs/a-story/"><a href="…">A story</a></foldline-brief>: a brief inside
// somebody else's page. What stands in the element is what readers get before this script runs, and when anything fails.
// docs/embedding.md says what each attribute, event, custom property and part does.
(() => {
  const NAME = 'foldline-brief';
  if (customElements.get(NAME)) return;
  const HOME = new URL('.', document.currentScript?.src ?? location.href).href;
  const PATIENCE = 30_000;     // milliseconds until what has not come counts as failed
  const NEAR = '600px';        // from the view: how soon a lazy one is loaded
  const PARTS = { article: 'brief', h1: 'title', '.dek': 'dek', '.meta': 'meta', '.section': 'section', summary: 'summary',
    '.section-body': 'body', '.sources': 'sources', '.more': 'more' };
  // Nothing of the page is inherited but its colour scheme; nothing of it reaches in, not even by `!important`.
  const OUTER = `:host { display: block !important; min-inline-size: min(100%, 15rem); }
    :host([hidden]) { display: none !important; }
    .root, iframe { all: initial; display: block; box-sizing: border-box; inline-size: 100%; color-scheme: inherit; }
    .root[tabindex] { overflow: auto; }`;

  const policy = globalThis.trustedTypes?.createPolicy('foldline', { createHTML: text => text });
  const sheets = new Map();
  const sheet = css => {
    if (!sheets.has(css)) { const made = new CSSStyleSheet(); made.replaceSync(css); sheets.set(css, made); }
    return sheets.get(css);
  };
  const made = (tag, values) => Object.assign(document.createElement(tag), values);
  const names = text => text.replaceAll('_', '-').split(/[\s,]+/).filter(Boolean);

  /** The address of a brief's folder, whether given as that or as its page. */
  const folder = src => {
    const url = new URL(src, document.baseURI);
    if (!/^https?:$/.test(url.protocol)) throw new Error(`src is no address of a page: ${src}`);
    if (!/\/[^/]*\.[^/]*$/.test(url.pathname)) url.pathname = url.pathname.replace(/\/?$/, '/');
    return new URL('.', url);
  };

  /** Text of a brief as a document: whatever could run is taken out, though nothing that could should be in it. */
  function parsed(text, base) {
    const found = new DOMParser().parseFromString(policy?.createHTML(text) ?? text, 'text/html');
    if (!found.querySelector('article.brief')) throw new Error('there is no brief at this address');
    const css = found.querySelector('style')?.textContent ?? '';
    for (const each of found.querySelectorAll('script, style, link, meta, base, iframe, object, embed, form, template')) each.remove();
    for (const each of found.body.querySelectorAll('*')) for (const { name, value } of [...each.attributes]) {
      if (/^on|^style$/i.test(name)) each.removeAttribute(name);
      else if (/^(src|href)$/i.test(name) && !value.startsWith('#')) {
        const url = URL.parse(value, base);
        if (url && /^(https?|mailto):$|^data:image\/(?!svg)/.test(each.localName === 'img' && url.protocol === 'data:' ? url.href : url.protocol)) each.setAttribute(name, url.href);
        else each.removeAttribute(name);
      }
    }
    return { css, content: [...found.body.childNodes] };
  }

  // ---- one Python for all live ones: in a frame of the publisher's own site, which this page can't be reached from

  const python = {
    users: new Set(), asked: new Map(), last: 0,
    join(user) {
      this.users.add(user);
      if (this.frame) return;
      this.frame = made('iframe', { src: `${HOME}embed/live.html`, title: 'Foldline', tabIndex: -1, ariaHidden: 'true' });
      this.frame.style.setProperty('display', 'none', 'important');
      this.started = new Promise((resolve, reject) => { this.go = resolve; this.fail = reject; });
      this.started.catch(() => {});
      document.documentElement.append(this.frame);
    },
    leave(user) {
      if (!this.users.delete(user) || this.users.size) return;
      this.frame.remove();
      this.frame = null;
    },
    async rendered(text) {
      await this.started;
      const id = ++this.last;
      return new Promise((resolve, reject) => {
        this.asked.set(id, { resolve, reject });
        this.frame?.contentWindow.postMessage({ foldline: 'render', id, text }, new URL(HOME).origin);
      });
    },
    hear({ foldline, id, html, message }) {
      if (foldline === 'ready') return this.go();
      if (foldline === 'failed') return this.fail(new Error(message));
      const asked = this.asked.get(id);
      this.asked.delete(id);
      if (foldline === 'rendered') asked?.resolve(html);
      else asked?.reject(new Error(message));
    },
  };

  const frames = new Map();    // window of a frame -> its element
  addEventListener('message', ({ source, origin, data }) => {
    if (!source || typeof data?.foldline !== 'string') return;
    if (source === python.frame?.contentWindow) { if (origin === new URL(HOME).origin) python.hear(data); return; }
    frames.get(source)?.hear(origin, data);
  });

  const near = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) { near.unobserve(target); target.load(); }
  }, { rootMargin: NEAR });

  const ATTRIBUTES = { src: '', sections: null, open: null, theme: 'auto', mode: 'inline', loading: 'lazy', height: null };

  class FoldlineBrief extends HTMLElement {
    static observedAttributes = Object.keys(ATTRIBUTES);
    #root = this.attachShadow({ mode: 'open' });
    #box = made('div', { className: 'root' });
    #slot = document.createElement('slot');
    #stop; #shown; #data; #folds = new WeakMap();

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet(OUTER)];
      this.#root.append(this.#slot);
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
      if (name === 'theme' || name === 'height') this.#look(); else if (name !== 'loading' || now === 'eager') this.#again();
    }

    /** Moved in the document, it stays as it is, but for a frame, which browsers load again. */
    #again() {
      if (!this.isConnected) return;
      const wanted = JSON.stringify([...Object.keys(ATTRIBUTES).slice(0, 3), 'mode'].map(name => this.getAttribute(name)));
      if (this.#shown?.wanted === wanted && this.#shown.data === this.#data && this.#shown.content?.isConnected) return;
      this.#clear();
      this.#shown = { wanted, data: this.#data };
      if (this.loading === 'eager') this.load(); else near.observe(this);
    }

    #clear() {
      near.unobserve(this);
      this.#stop?.abort();
      python.leave(this);
      for (const [window, element] of frames) if (element === this) frames.delete(window);
      this.#root.replaceChildren(this.#slot);
      this.#shown = undefined;
    }

    /** Loads it now, in view or not. */
    async load() {
      near.unobserve(this);
      const stop = this.#stop = new AbortController();
      const late = setTimeout(() => stop.abort(new Error('it did not come in time')), PATIENCE);
      const over = new Promise((_, reject) => stop.signal.addEventListener('abort', () => reject(stop.signal.reason)));
      try {
        await Promise.race([over, this.#loaded(stop.signal)]);
        if (stop.signal.aborted) return;
        this.#tell('ready', { mode: this.mode });
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
      if (data) return this.#live(typeof data === 'string' ? data : JSON.stringify(data), signal);
      if (!this.hasAttribute('src')) throw new Error('it has neither src nor a brief');
      const home = folder(this.src);
      return this.mode === 'frame' ? this.#frame(home) : this.#inline(home, signal);
    }

    async #inline(home, signal) {
      const response = await fetch(new URL('fragment.html', home), { signal, credentials: 'omit' });
      if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
      if (!/^text\/html\b/.test(response.headers.get('content-type') ?? '')) throw new Error(`${response.url} is no HTML`);
      const text = await response.text();
      if (!signal.aborted) this.#show(text, home);
    }

    async #live(text, signal) {
      python.join(this);
      const html = await python.rendered(text);
      if (!signal.aborted) this.#show(html, document.baseURI);
    }

    #show(text, base) {
      const { css, content } = parsed(text, base);
      this.#root.adoptedStyleSheets = [sheet(OUTER), sheet(css)];
      this.#box.replaceChildren(...content.map(node => document.importNode(node, true)));
      this.#arrange();
      for (const [selector, name] of Object.entries(PARTS)) for (const each of this.#box.querySelectorAll(selector)) each.part.add(name);
      for (const each of this.#box.querySelectorAll('details')) this.#folds.set(each, each.open);
      this.#shown.content = this.#box;
      this.#look();
      this.#root.replaceChildren(this.#box);
    }

    /** Only the sections asked for, in that order; unfolded are those asked for. */
    #arrange() {
      const all = [...this.#box.querySelectorAll('.section')];
      if (this.sections !== null) {
        const kept = names(this.sections).map(name => all.find(({ id }) => id === name)).filter(Boolean);
        all[0]?.parentNode.append(...kept);
        for (const each of all) if (!kept.includes(each)) each.remove();
      }
      if (this.open !== null) for (const each of all) each.open = this.open === 'all' || names(this.open).includes(each.id);
    }

    #look() {
      const { theme, height } = this;
      this.#box.style.colorScheme = /^(light|dark)$/.test(theme) ? theme : '';
      const size = height && (/^\d+$/.test(height) ? `${height}px` : height);
      this.#box.style.blockSize = size ?? '';
      if (size) this.#box.tabIndex = 0; else this.#box.removeAttribute('tabindex');     // what scrolls, scrolls by keys too
      const frame = this.#root.querySelector('iframe');
      if (frame) frame.style.colorScheme = this.#box.style.colorScheme;
    }

    // ---- in a frame

    #frame(home) {
      const told = new URLSearchParams();
      for (const name of ['sections', 'open', 'theme']) if (this.hasAttribute(name)) told.set(name, this.getAttribute(name));
      const frame = made('iframe', {
        src: `${new URL('frame.html', home)}${String(told) && `#${told}`}`, title: this.textContent.trim() || 'A news brief',
        loading: 'eager', sandbox: 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox',
      });
      frame.style.blockSize = /^\d+$/.test(this.height ?? '') ? `${this.height}px` : this.height ?? '480px';
      frame.style.opacity = 0;
      return new Promise(done => {
        frame.addEventListener('load', () => frame.contentWindow?.postMessage({ foldline: 'hello' }, home.origin));
        this.#shown.content = frame;
        this.#shown.origin = home.origin;
        this.#shown.done = () => { frame.style.opacity = ''; this.#slot.remove(); done(); };
        this.#root.append(frame);
        frames.set(frame.contentWindow, this);
      });
    }

    /** What the frame says; its window has been looked at, its origin is now. */
    hear(origin, { foldline, height, section, open }) {
      if (origin !== this.#shown?.origin) return;
      if (foldline === 'ready') this.#shown.done();
      if (Number.isFinite(height)) this.#shown.content.style.blockSize = `${Math.min(Math.max(height, 0), 1e6)}px`;
      if (foldline === 'fold') this.#tell('fold', { section: String(section), open: Boolean(open) });
    }

    // ---- what the reader does

    #clicked(event) {
      const link = event.target.closest?.('a[href^="#"]');
      if (!link) return;
      event.preventDefault();                              // the page's own address stays as it is
      const target = this.#root.getElementById(decodeURIComponent(link.hash.slice(1)));
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
    enumerable: true, configurable: true,
  });
  customElements.define(NAME, FoldlineBrief);
})();
