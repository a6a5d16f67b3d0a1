// The evidence page's script: it opens the text of a citation beside the briefing, walks from citation to citation, and
// filters the findings. It uses what the page holds already: it fetches nothing, and what it writes is text, never
// markup, because documents come from strangers. Without it the page reads as it stands.
(() => {
  "use strict";
  const body = document.body;
  const main = document.querySelector("main");
  const pane = document.querySelector(".texts");
  const tools = document.querySelector(".tools");
  if (!main || !pane || !tools) return; // nothing is cited, or the template is the user's own

  const one = (selector, within = pane) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const head = one(".pane-head"), text = one(".pane-body"), foot = one(".pane-foot"), title = one("#part\\.text");
  const wide = matchMedia("(min-width: 64rem)");
  const cites = all('.cite[href^="#e."]', main);
  const QUOTING = ".finding > .quotation > .cite, .variant .cite"; // not those beside a figure or a hedge
  const walk = cites.filter((cite) => !cite.matches(".figures .cite, .finding > .where > .cite"));
  let anchor = ""; // of the citation that is open, or of the text that is
  let link = null; // the link of the briefing that stands for it
  let keys = true;

  // --- what belongs to what ------------------------------------------------------------------------------------

  const named = (element) => element.getAttribute("href").slice(1);
  const isOpen = () => body.classList.contains("open");
  const isSeen = (element) => element.getClientRects().length > 0;

  // A citation is marked in several pieces where it runs over blocks or meets another citation.
  const marksOf = (name) => all("mark", document.getElementById(name).closest(".text"))
    .filter((mark) => mark.id === name || (mark.dataset.of || "").split(" ").includes(name));
  const wordsOf = (name) => marksOf(name).map((mark) => mark.textContent).join(" ");
  const citationsIn = (article) => all("mark[id]", article).map((mark) => mark.id).filter((id) => /^e\.\w+\.\d+$/.test(id));
  const findingOf = (element) =>
    element.closest(".finding") || document.getElementById(element.closest("[data-finding]")?.dataset.finding ?? "");
  const linksTo = (name) => cites.filter((cite) => named(cite) === name);
  const findingsOf = (name) => new Set(linksTo(name).map(findingOf).filter(Boolean));

  // --- the pane -------------------------------------------------------------------------------------------------

  function show(name, from, focus = true) {
    const place = document.getElementById(name);
    const article = place?.closest(".text");
    if (!article) return false;
    unmark();
    anchor = name;
    link = from || linksTo(name).find((cite) => cite.closest(".finding") && isSeen(cite)) || linksTo(name)[0] || null;
    const marks = place === article ? [] : marksOf(name);
    article.classList.add("current");
    for (const mark of marks) mark.classList.add("now");
    if (link) link.setAttribute("aria-current", "true");
    body.classList.add("open");
    head.hidden = false;
    describe(article, marks.length > 0);
    text.scrollTop = 0;
    if (marks.length) text.scrollTop = top(marks[0]) - text.clientHeight / 4;
    overlay();
    if (link && wide.matches) link.scrollIntoView({ block: "nearest" });
    if (focus) focusOn(marks[0] || title);
    return true;
  }

  const top = (mark) => mark.getBoundingClientRect().top - text.getBoundingClientRect().top;

  function focusOn(element) {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  function unmark() {
    for (const element of all(".current, .now", pane)) element.classList.remove("current", "now");
    for (const element of all('[aria-current="true"]')) element.removeAttribute("aria-current");
  }

  function close() {
    const back = link;
    unmark();
    anchor = "";
    link = null;
    body.classList.remove("open");
    head.hidden = foot.hidden = true;
    overlay();
    back?.focus();
  }

  // On a narrow screen the pane lies over the briefing, which then can neither be reached nor scrolled.
  function overlay() {
    const over = isOpen() && !wide.matches;
    main.inert = over;
    pane.setAttribute("role", over ? "dialog" : "complementary");
    if (over) pane.setAttribute("aria-modal", "true");
    else pane.removeAttribute("aria-modal");
    pane.setAttribute("aria-labelledby", isOpen() ? "part.text" : "part.texts");
  }

  function describe(article, cited) {
    title.textContent = one("h3", article).textContent;
    one(".facts", head).replaceChildren(...[...one(".facts", article).childNodes].map((node) => node.cloneNode(true)));
    const here = citationsIn(article);
    const seen = walk.filter(isSeen);
    one(".place").textContent = seen.includes(link) ? `Citation ${seen.indexOf(link) + 1} of ${seen.length}` : "";
    one(".place-within").textContent = cited ? `${here.indexOf(anchor) + 1} of ${here.length} in this text` : `${here.length} in this text`;
    enable("previous", step(-1));
    enable("next", step(1));
    enable("earlier", stepWithin(-1));
    enable("later", stepWithin(1));
    const findings = cited ? findingsOf(anchor) : new Set();
    const others = otherWords(findings);
    one(".others").replaceChildren(...others);
    one(".used").replaceChildren(...usedIn(findings));
    foot.hidden = !others.length;
  }

  const enable = (name, possible) => { one(`[data-do=${name}]`).disabled = !possible; };

  // The other places that say the same, each with its own words.
  function otherWords(findings) {
    const wordings = new Map();
    for (const cite of [...findings].flatMap((finding) => all(QUOTING, finding))) wordings.set(named(cite), wordsBefore(cite));
    const said = fold(wordings.get(anchor) ?? "");
    wordings.delete(anchor);
    return [...wordings].map(([name, words]) => {
      const article = document.getElementById(name).closest(".text");
      const item = document.createElement("li");
      const where = linkTo(name, `[${article.dataset.number}] ${article.dataset.name}`);
      const quotation = document.createElement("span");
      quotation.className = fold(words) === said ? "where" : "quotation";
      quotation.textContent = fold(words) === said ? "in the same words" : words;
      item.append(where, ": ", quotation);
      return item;
    });
  }

  function wordsBefore(cite) {
    const paragraph = cite.closest("p").cloneNode(true);
    for (const part of all(".where, .cite, .number", paragraph)) part.remove();
    return paragraph.textContent.trim() || wordsOf(named(cite));
  }

  function usedIn(findings) {
    const places = [...findings].map((finding) =>
      linkTo(finding.id, `${one("h2", finding.closest("section")).textContent}, finding ${finding.dataset.number}`));
    return places.flatMap((place, index) => [index ? "; " : "In the briefing: ", place]);
  }

  function linkTo(name, words) {
    const result = document.createElement("a");
    result.href = `#${name}`;
    result.textContent = words;
    return result;
  }

  // --- from citation to citation ----------------------------------------------------------------------------------

  function step(by) {
    const seen = walk.filter(isSeen);
    if (!link) return seen[by > 0 ? 0 : seen.length - 1];
    const order = by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const there = seen.filter((cite) => link.compareDocumentPosition(cite) & order);
    return there[by > 0 ? 0 : there.length - 1];
  }

  function stepWithin(by) {
    const article = document.getElementById(anchor)?.closest(".text");
    const here = article ? citationsIn(article) : [];
    const index = here.indexOf(anchor);
    return index < 0 ? here[by > 0 ? 0 : here.length - 1] : here[index + by];
  }

  function go(name, from, how = "replaceState") {
    if (!show(name, from)) return;
    history[how](null, "", `#${name}`);
  }

  const actions = {
    previous: () => move(step(-1)),
    next: () => move(step(1)),
    earlier: () => isOpen() && stepWithin(-1) && go(stepWithin(-1)),
    later: () => isOpen() && stepWithin(1) && go(stepWithin(1)),
    close: () => {
      if (!isOpen()) return;
      close();
      history.pushState(null, "", location.pathname + location.search);
    },
    clear: () => {
      for (const field of [search, ...selects]) field.value = "";
      filter();
      search.focus();
    },
    keys: (box) => { keys = box.checked; },
  };
  const move = (cite) => cite && go(named(cite), cite);

  // The address says what is open, so that it can be kept, sent, and gone back from.
  function followAddress() {
    const name = location.hash.slice(1);
    if (/^(e|text)\./.test(name) && show(name, linksTo(name).includes(link) ? link : null)) return;
    if (!isOpen() || (name && wide.matches)) return;
    close();
    if (name) document.getElementById(decoded(name))?.scrollIntoView(); // the pane lay over it
  }

  function decoded(name) {
    try {
      return decodeURIComponent(name);
    } catch {
      return name;
    }
  }

  // --- filters ------------------------------------------------------------------------------------------------------

  const search = one("input", tools), selects = all("select", tools), clear = one("[data-do=clear]", tools);
  const fold = (words) =>
    words.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’ʼ]/g, "'").replace(/[“”„«»]/g, '"').toLowerCase();
  const titles = new Map(all(".text").map((article) => [article.dataset.number, one("h3", article).textContent]));
  const findings = all(".finding", main).map((item) => {
    const numbers = item.dataset.documents.split(" ");
    const values = { documents: numbers, origins: item.dataset.origins.split(" "), speaker: [item.dataset.speaker] };
    return { item, values, words: fold([item.textContent, ...numbers.map((number) => titles.get(number))].join(" ")) };
  });

  function filter() {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const wanted = selects.filter((select) => select.value);
    const active = words.length > 0 || wanted.length > 0;
    let count = 0;
    for (const { item, values, words: held } of findings) {
      const fits = words.every((word) => held.includes(word))
        && wanted.every((select) => values[select.dataset.filter].includes(select.value));
      item.classList.toggle("out", !fits);
      count += fits;
    }
    const isEmpty = (part) => !one(".finding:not(.out)", part);
    for (const list of all("ol.findings", main)) {
      list.classList.toggle("out", isEmpty(list));
      if (list.previousElementSibling.matches(".standing")) list.previousElementSibling.classList.toggle("out", isEmpty(list));
    }
    for (const [section, message] of messages) message.hidden = !active || !isEmpty(section);
    body.classList.toggle("filtering", active);
    clear.disabled = !active;
    one(".count", tools).textContent = active ? `${count} of ${findings.length} findings` : "";
    const article = document.getElementById(anchor)?.closest(".text");
    if (article) describe(article, anchor.startsWith("e."));
  }

  const messages = all(".topic-section", main).filter((section) => one(".finding", section)).map((section) => {
    const message = document.createElement("p");
    message.className = "none filtered";
    message.textContent = "No finding of this section passes the filters.";
    message.hidden = true;
    section.append(message);
    return [section, message];
  });

  // --- what the reader does -------------------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const target = event.target.closest("button[data-do], input[data-do]");
    if (target) return void actions[target.dataset.do]?.(target);
    const chosen = event.target.closest('a[href^="#e."], a[href^="#text."]');
    if (!chosen || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const name = named(chosen);
    if (!document.getElementById(name)) return;
    event.preventDefault();
    go(name, chosen.matches(".cite") && main.contains(chosen) ? chosen : null, name === anchor ? "replaceState" : "pushState");
  });

  const letters = { n: "next", p: "previous", j: "later", k: "earlier" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape" && event.target === search && search.value) return; // the browser empties the field
    if (event.key === "Escape") return void actions.close();
    if (!keys || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    if (event.key === "/" && !main.inert) search.focus();
    else if (letters[event.key]) actions[letters[event.key]]();
    else return;
    event.preventDefault();
  });

  window.addEventListener("popstate", followAddress);
  wide.addEventListener("change", overlay);
  search.addEventListener("input", filter);
  for (const select of selects) select.addEventListener("change", filter);

  body.classList.add("explorer");
  tools.hidden = one(".hint").hidden = false;
  text.tabIndex = 0; // it scrolls: the arrow keys must reach it
  overlay();
  if (/^#(e|text)\./.test(location.hash)) followAddress();
})();
