// Page of the checkout, when PyScript imports its `interpreter` (see pyscript.toml): starts Pyodide from our own runtime, and
// counts the bytes that have come. Like pyodide.mjs it exports loadPyodide and version. Published pages have interpreter.mjs
// instead, which starts from a snapshot.

/** @type {PageFacts} */
const page = JSON.parse(String(document.getElementById('foldline-page')?.textContent));
const runtime = new URL(page.runtime, document.baseURI).href;
/** @param {StartProgress} detail */
const report = detail => dispatchEvent(new CustomEvent('foldline:progress', { detail }));

const { loadPyodide: boot, version } = await import(runtime + 'pyodide/pyodide.mjs');

/** @param {object} options */
async function loadPyodide(options) {
  /** @type {{ files: Record<string, { size: number }> }} */
  const manifest = await (await fetch(runtime + 'runtime.json')).json();
  const expected = Object.entries(manifest.files).filter(([name]) => /\.(wasm|zip|whl)$/.test(name));
  const addresses = new Set(expected.map(([name]) => runtime + name));
  const total = expected.reduce((sum, [, { size }]) => sum + size, 0);
  let loaded = 0;
  const plain = globalThis.fetch;
  globalThis.fetch = async (request, ...rest) => {
    const response = await plain(request, ...rest);
    if (!response.ok || !response.body || !addresses.has(response.url)) return response;
    const counted = new TransformStream({
      transform(chunk, controller) {
        loaded += chunk.byteLength;
        report({ step: 'loading', loaded, total });
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
    dispatchEvent(new CustomEvent('foldline:failed', { detail: String(error instanceof Error ? error.message : error) }));
    throw error;
  } finally {
    globalThis.fetch = plain;
    report({ step: 'reading' });
  }
}

export { loadPyodide, version };
