(() => {
  const tree = [...document.querySelectorAll('section[aria-labelledby=objectives] details')];
  const form = document.getElementById('filter');
  const [words, team, status] = form.querySelectorAll('input, select');
  const count = form.querySelector('output');
  const own = details => [...details.children].filter(child => child.tagName !== 'DETAILS');
  let texts, before;

  const index = () => tree.map(details => ({
    text: own(details).map(part => part.textContent).join(' ').toLowerCase(),
    chips: own(details).flatMap(part => [...part.querySelectorAll('b')].map(chip => chip.textContent.replace(/^\S+\s/, ''))),
  }));

  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const active = wanted.length || team.value || status.value;
    if (!active) {
      tree.forEach((details, at) => { details.hidden = false; if (before) details.open = before[at]; });
      before = null;
      count.value = '';
      return;
    }
    texts = texts || index();
    before = before || tree.map(details => details.open);
    let found = 0;
    const kept = new Set();
    for (let at = tree.length - 1; at >= 0; at--) {
      const details = tree[at], { text, chips } = texts[at];
      const match = wanted.every(word => text.includes(word))
        && (!team.value || details.dataset.t === team.value)
        && (!status.value || chips.includes(status.value));
      if (match) found++;
      details.hidden = !(match || kept.has(details));
      details.open = !details.hidden;
      if (!details.hidden) kept.add(details.parentElement);
    }
    count.value = `${found} of ${tree.length}`;
  };

  const reveal = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    let place = name && document.getElementById(name);
    if (!place) return;
    for (let up = place; up; up = up.parentElement.closest('details')) if (up.tagName === 'DETAILS') up.open = true;
    place.scrollIntoView();
  };

  let printed;
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('click', event => {
    if (event.target.type === 'button') for (const each of tree) each.open = event.target.value === 'open';
  });
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', () => {
    const all = [...document.querySelectorAll('details')];
    printed = all.map(each => [each, each.open]);
    all.forEach(each => { each.open = true; });
  });
  addEventListener('afterprint', () => printed && printed.forEach(([each, open]) => { each.open = open; }));
  reveal();
})();
