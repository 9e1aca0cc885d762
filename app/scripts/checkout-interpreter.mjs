// The interpreter that PyScript starts in the checkout (`interpreter` in pyscript.toml): Pyodide from our own runtime,
// with progress counted in bytes. Like pyodide.mjs it exports loadPyodide and version. Published pages have
// interpreter.mjs instead, which starts from a snapshot.
const page = JSON.parse(document.getElementById('foldline-page').textContent);
const runtime = new URL(page.runtime, document.baseURI).href;
const tell = detail => dispatchEvent(new CustomEvent('foldline:progress', { detail }));

const { loadPyodide: boot, version } = await import(runtime + 'pyodide/pyodide.mjs');

async function loadPyodide(options) {
  const manifest = await (await fetch(runtime + 'runtime.json')).json();
  const expected = Object.entries(manifest.files).filter(([name]) => /\.(wasm|zip|whl)$/.test(name));
  const awaited = new Set(expected.map(([name]) => runtime + name));
  const total = expected.reduce((sum, [, { size }]) => sum + size, 0);
  let loaded = 0;
  const plain = globalThis.fetch;
  globalThis.fetch = async (request, ...rest) => {
    const response = await plain(request, ...rest);
    if (!response.ok || !response.body || !awaited.has(response.url)) return response;
    const counted = new TransformStream({
      transform(chunk, controller) {
        loaded += chunk.byteLength;
        tell({ step: 'Loading Python', loaded, total });
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(counted), response);
  };
  try {
    const python = await boot({ ...options, indexURL: runtime + 'pyodide/', lockFileURL: runtime + 'pyodide/pyodide-lock.json' });
    dispatchEvent(new CustomEvent('foldline:interpreter'));
    return python;
  } catch (error) {
    dispatchEvent(new CustomEvent('foldline:failed', { detail: String(error?.message ?? error) }));
    throw error;
  } finally {
    globalThis.fetch = plain;
    tell({ step: 'Reading the brief' });
  }
}

export { loadPyodide, version };
