// The page about embedding: writes down what its own embeds tell.
(() => {
  const heard = document.getElementById('heard');
  for (const name of ['ready', 'fold', 'error']) document.addEventListener(`foldline:${name}`, ({ target, detail }) => {
    const line = document.createElement('li');
    line.textContent = `${target.closest('.way')?.id ?? 'page'}: foldline:${name} ${JSON.stringify(detail)}`;
    heard?.append(line);
  });
})();
