(() => {
  const section = document.querySelector('section[aria-labelledby=objectives]');
  const tree = [...section.querySelectorAll('details[id]')];
  const form = document.getElementById('filter');
  const words = form.querySelector('input');
  const choices = [...form.querySelectorAll('select')];
  const count = form.querySelector('output');
  const [said, language] = [count.value, document.documentElement.lang];
  const FEW = 20, SOME = 150; // as many as a reader looks into, or over, at once
  let texts, before;

  const own = details => [...details.children].filter(child => child.tagName !== 'DETAILS');
  const index = () => tree.map(details => own(details).map(part => part.textContent).join(' ').toLowerCase());
  const marks = tree.map(details => new Set(details.dataset.f.split(' ')));

  const set = (details, name, value) => { if (details[name] !== value) details[name] = value; };

  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = choices.map(choice => choice.value).filter(Boolean);
    if (!wanted.length && !chosen.length) {
      tree.forEach((details, at) => { set(details, 'hidden', false); if (before) set(details, 'open', before[at]); });
      before = null;
      count.value = '';
      return;
    }
    if (wanted.length) texts = texts || index();
    before = before || tree.map(details => details.open);
    const found = tree.filter((_, at) =>
      chosen.every(mark => marks[at].has(mark)) && wanted.every(word => texts[at].includes(word)));
    const matches = new Set(found), above = new Set();
    for (let at = tree.length - 1; at >= 0; at--) {
      const details = tree[at], leads = above.has(details), match = matches.has(details);
      set(details, 'hidden', !match && !leads);
      if (match || leads) {
        above.add(details.parentElement);
        set(details, 'open', leads && found.length <= SOME || match && found.length <= FEW);
      }
    }
    const number = { found: found.length, all: tree.length };
    count.value = said.replace(/{(\w+)}/g, (_, name) => number[name].toLocaleString(language));
  };

  const reveal = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    let place = name && document.getElementById(name);
    if (!place) return;
    for (let up = place; up; up = up.parentElement.closest('details')) if (up.tagName === 'DETAILS') { up.hidden = false; up.open = true; }
    place.scrollIntoView();
  };

  const panels = 'details.how[open]';
  const close = kept => document.querySelectorAll(panels).forEach(each => { if (!each.contains(kept)) each.open = false; });
  let printed;
  form.hidden = false;
  count.value = '';
  form.addEventListener('input', filter);
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('click', event => {
    if (event.target.type === 'button') for (const each of tree) each.open = event.target.value === 'open';
  });
  addEventListener('click', event => close(event.target));
  addEventListener('keydown', event => {
    const typing = /INPUT|SELECT/.test(document.activeElement.tagName);
    const panel = event.key === 'Escape' && document.querySelector(panels);
    if (panel) { panel.open = false; panel.firstElementChild.focus(); }
    if (event.key === '/' && !typing) { event.preventDefault(); words.focus(); }
  });
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', () => {
    const all = [...document.querySelectorAll('details:not(.how)')];
    printed = all.map(each => [each, each.open]);
    all.forEach(each => { each.open = true; });
  });
  addEventListener('afterprint', () => printed && printed.forEach(([each, open]) => { each.open = open; }));
  reveal();
  (window.requestIdleCallback || setTimeout)(() => { texts = texts || index(); });
})();
