// The page's own script: what Gradio's components don't do. No library, no request to anywhere but here.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const lang = document.documentElement.dataset.lang || "da";
  const english = lang === "en";
  // Gradio names the language that its own words are in; the page's is this one.
  const keepLang = () => { if (document.documentElement.lang !== lang) document.documentElement.lang = lang; };
  new MutationObserver(keepLang).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
  keepLang();
  const words = english
    ? { agreement: "agreement ", copied: "Copied", failed: "Could not copy", thanks: "Thank you. Stored on this machine.", wrong: "Could not be stored", loading: "Fetching …", lost: "The source could not be shown." }
    : { agreement: "aftale ", copied: "Kopieret", failed: "Kunne ikke kopiere", thanks: "Tak. Gemt på denne maskine.", wrong: "Kunne ikke gemmes", loading: "Henter …", lost: "Kilden kunne ikke vises." };
  const numbers = (text) => (text ? text.split(",").filter(Boolean) : []);
  const answer = () => $("#svarfelt section.svar");
  let asking = false; // whether the question under way came from the address (then the address stands)
  let opener = null;
  let refocus = ""; // the list that the question under way was asked with: one may go on choosing in it
  let choosing = 0; // the question that waits while one steps through a list by the keys
  let byKey = false;
  let opening = 0; // counts the sources asked for, so that a late one doesn't take a newer one's place

  // --- asking -------------------------------------------------------------------------------------
  function ask({ question, years, agreements, kind }, keepAddress = false) {
    asking = keepAddress;
    const put = () => window.aftalesvarAsk({ question, years: numbers(years), agreements: numbers(agreements), kind, lang });
    if (window.aftalesvarAsk) put();
    else addEventListener("aftalesvar:klar", put, { once: true }); // Gradio isn't ready yet
  }

  function address() {
    const query = new URLSearchParams(location.search);
    return {
      question: query.get("q") || "",
      years: [...query.getAll("year"), ...query.getAll("aar")].join(","),
      agreements: query.getAll("aftale").join(","),
      kind: query.get("slags") || "",
    };
  }

  function fromAddress() {
    const asked = address();
    const shown = answer()?.dataset || {};
    if (Object.keys(asked).every((name) => asked[name] === (shown[name] || ""))) return; // a place on the page, no more
    ask(asked, true); // with no question: the page as it was opened
  }

  // Gradio calls this when an answer has been put on the page.
  function shown() {
    requestAnimationFrame(() => {
      const section = answer();
      takeOver();
      history_show();
      if (!section) { // a message, or the page as it was opened
        closeSource(false);
        asking = false;
        if ($("#svarfelt .velkomst")) document.title = "Aftalesvar";
        return;
      }
      // Gradio changes the elements of the answer before into this one's; what was chosen or typed there stays in them.
      section.querySelector("form.brikker")?.reset();
      section.querySelectorAll(".kommentar input").forEach((field) => { field.value = ""; });
      const query = new URLSearchParams(location.search);
      query.set("q", section.dataset.question);
      for (const [name, value] of [["year", section.dataset.years], ["aftale", section.dataset.agreements], ["slags", section.dataset.kind]])
        value ? query.set(name, value) : query.delete(name);
      query.delete("aar");
      const url = `${location.pathname}?${query}`;
      if (!asking && url !== location.pathname + location.search) history.pushState(null, "", url);
      asking = false;
      document.title = `${section.dataset.question} – Aftalesvar`;
      history_add(section);
      const typed = $("#spoergsmaal input, #spoergsmaal textarea");
      if (typed) typed.scrollLeft = 0; // the question's beginning, not its end
      if (matchMedia("(pointer: coarse)").matches) typed?.blur(); // a phone's keyboard lies over the answer
      const heading = $("#svaret", section);
      const list = refocus && $(`select[data-choose=${refocus}]`, section);
      refocus = "";
      if (list) {
        list.focus({ preventScroll: true });
        say(heading?.textContent || "");
      } else if (heading && document.activeElement?.closest("#svarfelt, body") && !document.activeElement.closest("#spoergsmaal")) heading.focus({ preventScroll: true });
      if (section.dataset.first && innerWidth >= 1180) openSource(section.dataset.first, null);
      else if (!section.dataset.first || innerWidth < 1180) closeSource(false);
    });
  }

  // --- the source beside the answer -----------------------------------------------------------------
  async function openSource(href, from) {
    const pane = $("#kilderude");
    if (!pane) { location.href = href; return; }
    opener = from;
    const url = new URL(href, location.origin);
    const content = $(".kildeindhold", pane);
    pane.hidden = false;
    document.body.classList.add("med-kilde");
    $(".egen", pane).href = href;
    document.querySelectorAll(".kilde.valgt").forEach((card) => card.classList.remove("valgt"));
    from?.closest(".kilde")?.classList.add("valgt");
    url.searchParams.set("del", "1");
    const mine = ++opening;
    setTimeout(() => { if (mine === opening && waiting) content.textContent = words.loading; }, 250);
    let waiting = true;
    try {
      const reply = await fetch(url, { headers: { accept: "text/html" } });
      if (!reply.ok) throw new Error(await reply.text());
      const text = await reply.text();
      if (mine !== opening) return; // another place has been asked for meanwhile
      waiting = false;
      content.innerHTML = text;
      const mark = $(".side rect", content) || $("mark", content);
      if (mark) content.scrollTop += mark.getBoundingClientRect().top - content.getBoundingClientRect().top - content.clientHeight / 3;
      else content.scrollTop = 0;
      if (from) { content.focus({ preventScroll: true }); }
    } catch (error) {
      waiting = false;
      content.textContent = words.lost + " " + error.message;
    }
  }

  function closeSource(refocus = true) {
    const pane = $("#kilderude");
    if (!pane || pane.hidden) return;
    pane.hidden = true;
    document.body.classList.remove("med-kilde");
    if (refocus && opener?.isConnected) opener.focus();
  }

  // --- copying ----------------------------------------------------------------------------------------
  async function copy(text, button) {
    let ok = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(field);
      field.select();
      ok = document.execCommand("copy");
      field.remove();
    }
    const before = button.dataset.label || (button.dataset.label = button.textContent);
    button.textContent = ok ? words.copied : words.failed;
    say(button.textContent);
    setTimeout(() => { button.textContent = before; }, 1600);
  }

  function say(text) {
    let region = $("#oplaesning");
    if (!region) {
      region = Object.assign(document.createElement("div"), { id: "oplaesning", className: "kun-oplaesning" });
      region.setAttribute("role", "status");
      document.body.append(region);
    }
    region.textContent = text;
  }

  // --- history (in this browser alone) -----------------------------------------------------------------
  const KEY = "aftalesvar:historik";
  function history_read() {
    try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch { return []; }
  }
  function history_add(section) {
    const { question, years, agreements, kind } = section.dataset;
    const entry = { question, years, agreements, ...(kind && { kind }) };
    const rest = history_read().filter((e) => JSON.stringify(e) !== JSON.stringify(entry));
    try { localStorage.setItem(KEY, JSON.stringify([entry, ...rest].slice(0, 50))); } catch { /* private mode */ }
  }
  // What was chosen beside the question's words.
  function told({ years, agreements, kind }) {
    const parts = [years, agreements && words.agreement + agreements, kind].filter(Boolean).map((part) => part.replaceAll(",", ", "));
    return parts.length ? ` (${parts.join(" · ")})` : "";
  }
  function history_show() {
    const place = $("#historik");
    if (!place) return;
    const entries = history_read();
    place.replaceChildren();
    if (!entries.length) return;
    const title = Object.assign(document.createElement("h2"), { textContent: place.dataset.title });
    const clear = Object.assign(document.createElement("button"), { type: "button", className: "knap", textContent: place.dataset.clear });
    clear.addEventListener("click", () => { localStorage.removeItem(KEY); history_show(); });
    const list = Object.assign(document.createElement("div"), { className: "valgene" });
    for (const entry of entries.slice(0, 8)) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "valg", textContent: entry.question + told(entry) });
      button.dataset.ask = "1";
      button.dataset.question = entry.question;
      button.dataset.years = entry.years || "";
      button.dataset.agreements = entry.agreements || "";
      button.dataset.kind = entry.kind || "";
      list.append(button);
    }
    const note = Object.assign(document.createElement("p"), { className: "stille", textContent: place.dataset.note + " " });
    note.append(clear);
    place.append(title, list, note);
  }

  // --- feedback ---------------------------------------------------------------------------------------
  async function feedback(box) {
    const status = $("[role=status]", box);
    const chosen = $("[data-verdict][aria-pressed=true]", box);
    try {
      const reply = await fetch("/api/feedback", {
        method: "POST", headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...JSON.parse(box.dataset.feedback), verdict: chosen.dataset.verdict, comment: $("input", box).value }),
      });
      if (!reply.ok) throw new Error(await reply.text());
      status.textContent = words.thanks;
      $("[data-send]", box).hidden = true;
      $(".kommentar", box).hidden = true;
    } catch (error) {
      status.textContent = words.wrong + ": " + error.message;
    }
  }

  // --- tables -----------------------------------------------------------------------------------------
  function sort(button) {
    const head = button.closest("th");
    const table = head.closest("table");
    const column = [...head.parentElement.children].indexOf(head);
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentElement.children) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const value = (row) => row.children[column]?.dataset.sort ?? row.children[column]?.textContent ?? "";
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      const both = x !== "" && y !== "" && !isNaN(x) && !isNaN(y);
      return (both ? x - y : x.localeCompare(y, "da")) * (up ? 1 : -1);
    });
    body.append(...rows);
  }

  // --- adding an agreement ------------------------------------------------------------------------------
  async function add(form) {
    const file = form.elements.file.files[0];
    const bar = $("progress", form);
    const status = $("[role=status]", form);
    const query = new URLSearchParams({ name: file.name, year: form.elements.year.value.trim() });
    const button = $("button", form);
    button.disabled = true;
    bar.hidden = false;
    bar.removeAttribute("value");
    status.textContent = form.dataset.adding;
    try {
      const reply = await fetch(`/api/documents?${query}`, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file });
      if (!reply.ok) throw new Error(await reply.text());
      let job;
      do {
        await new Promise((done) => setTimeout(done, 500));
        job = await (await fetch("/api/documents/job")).json();
        if (job.total) bar.value = (100 * job.done) / job.total;
        if (job.state === "running") status.textContent = job.total ? `${job.step} (${job.done}/${job.total})` : job.step;
      } while (job.state === "running");
      if (job.state === "failed") throw new Error(job.message);
      status.textContent = job.message;
      setTimeout(() => location.reload(), 1200);
    } catch (error) {
      status.textContent = error.message;
    }
    bar.hidden = true;
    button.disabled = false;
  }

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "tilfoej") return;
    event.preventDefault();
    add(event.target);
  });

  // --- asking again with something else chosen ----------------------------------------------------------
  // What an answer was asked with, with what is chosen in its place.
  function chosen(from, instead) {
    const shown = from.closest("section.svar")?.dataset || {};
    return Object.fromEntries(["question", "years", "agreements", "kind"].map((name) => [name, instead[name] ?? shown[name] ?? ""]));
  }
  function askFrom(from, asked) {
    if (!from.closest("#forside")) { ask(asked); return; }
    // Before Gradio is ready the address asks.
    location.search = new URLSearchParams({ q: asked.question, year: asked.years, aftale: asked.agreements, slags: asked.kind, lang });
  }

  // --- events -----------------------------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const choice = target.closest("[data-ask]");
    if (choice) {
      const asked = chosen(choice, choice.dataset);
      // A chip that is taken away goes from the question's words too.
      if (choice.dataset.drop) asked.question = asked.question.replace(new RegExp(`\\s*(?:\\b(?:i|for|fra|til|og)\\s+)?\\b${choice.dataset.drop}\\b`), "");
      askFrom(choice, asked);
      return;
    }
    if (target.closest(".spring-til")) { // Gradio's base address would make it a way out of the answer
      event.preventDefault();
      const place = $("#svaret") || $("#svarfelt") || $("#forside main");
      if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
      place.scrollIntoView({ block: "start" });
      place.focus({ preventScroll: true });
      return;
    }
    // A language asked for in the address stays while one goes on from there.
    const onward = target.closest("a[href^='/']");
    const asked = new URLSearchParams(location.search).get("lang");
    if (onward && asked && !new URL(onward.href).searchParams.has("lang")) {
      const url = new URL(onward.href);
      url.searchParams.set("lang", asked);
      onward.setAttribute("href", url.pathname + url.search + url.hash);
    }
    const link = target.closest("[data-source]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0 && $("#kilderude")) {
      event.preventDefault();
      openSource(link.getAttribute("href"), link);
      return;
    }
    const inner = target.closest(".kildeindhold a[href^='#']");
    if (inner) {
      event.preventDefault();
      const section = document.getElementById(inner.getAttribute("href").slice(1));
      inner.closest(".indholdsboks")?.removeAttribute("open");
      section?.scrollIntoView({ block: "start" });
      section?.focus({ preventScroll: true });
      return;
    }
    const button = target.closest("button");
    if (!button) return;
    if (button.dataset.copy !== undefined) copy(button.dataset.copy, button);
    else if (button.dataset.copyLink !== undefined) copy(new URL(button.dataset.copyLink, location.origin).href, button);
    else if (button.matches(".luk")) closeSource();
    else if (button.matches(".sorter")) sort(button);
    else if (button.dataset.verdict) {
      const box = button.closest("[data-feedback]");
      box.querySelectorAll("[data-verdict]").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
      $(".kommentar", box).hidden = false;
      $("[data-send]", box).hidden = false;
    } else if (button.dataset.send) feedback(button.closest("[data-feedback]"));
  });

  document.addEventListener("change", (event) => {
    const target = event.target;
    if (!(target instanceof HTMLSelectElement) || !target.dataset.choose) return;
    clearTimeout(choosing);
    const put = () => {
      refocus = target.dataset.choose;
      askFrom(target, chosen(target, { [refocus]: target.value }));
    };
    // By the keys one may be on the way to another: each step changes a closed list.
    if (byKey) choosing = setTimeout(put, 600); else put();
  });
  document.addEventListener("keydown", () => { byKey = true; }, true);
  document.addEventListener("pointerdown", () => { byKey = false; }, true);

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      const field = $("#forside-felt") || $("#spoergsmaal textarea, #spoergsmaal input");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
    } else if (event.key === "Escape") closeSource();
  });

  addEventListener("popstate", fromAddress);

  // Gradio builds its page after this script has run.
  function ready() {
    const field = $("#spoergsmaal input, #spoergsmaal textarea");
    if (!$("#svarfelt") || !$("#bro") || !field || !$("#aar") || !$("#kilderude")) return false;
    if (address().question) setTimeout(fromAddress, 0);
    else takeOver();
    return true;
  }

  // Gradio's components are made once, in the owner's language; a page opened in another gives them its own words.
  function inOwnWords(first) {
    const told = first.dataset;
    const put = (selector, text) => { const place = $(selector); if (place && place.textContent !== text) place.textContent = text; };
    const name = (selector, text) => $(selector)?.setAttribute("aria-label", text);
    $("#top header")?.replaceWith($("header", first).cloneNode(true));
    put("#spoergsmaal [data-testid=block-info]", $("label", first).textContent);
    put("#spoerg", $("button[type=submit]", first).textContent);
    put("#aar [data-testid=block-info]", told.aar);
    put("#aar .info-text", told.aarHjaelp);
    put("#kilderude .egen", told.egen);
    name("#kilderude .luk", told.luk);
    name("#kilderude", told.kilde);
  }

  // The page that stood here until now gives way, with what has been typed in it.
  function takeOver() {
    const first = $("#forside");
    if (!first) return;
    const typed = $("#forside-felt");
    const field = $("#spoergsmaal input, #spoergsmaal textarea");
    if (typed.value !== typed.defaultValue) {
      field.value = typed.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const ticked = [...first.querySelectorAll("input[name=year]")].filter((box) => box.checked !== box.defaultChecked);
    // Gradio takes note of its boxes only once it has settled.
    if (ticked.length) setTimeout(() => {
      for (const box of ticked) [...document.querySelectorAll("#aar label")].find((label) => label.textContent.trim() === box.value)?.click();
    }, 300);
    if (first.dataset.ejers !== lang) {
      inOwnWords(first);
      setTimeout(inOwnWords, 300, first); // Gradio may write its own words once more as it settles
      setTimeout(inOwnWords, 1500, first);
    }
    const welcome = $(".velkomst", first); // fresher than Gradio's, which was made when the server started
    if (welcome) $("#svarfelt .velkomst")?.replaceWith(welcome.cloneNode(true));
    const focused = first.contains(document.activeElement);
    const [start, end] = [typed.selectionStart, typed.selectionEnd];
    first.remove();
    if (focused) { field.focus(); field.setSelectionRange(start, end); }
    history_show();
  }
  if (!ready() && $("gradio-app")) {
    const watch = new MutationObserver(() => { if (ready()) watch.disconnect(); });
    watch.observe(document.documentElement, { childList: true, subtree: true });
  }
  window.aftalesvar = { shown };
})();
