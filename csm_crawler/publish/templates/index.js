// Filters: what is typed and chosen hides cards; the address remembers it behind #.
(function () {
  var form = document.querySelector(".filters");
  if (!form) return;
  var results = document.getElementById("results"), nothing = document.getElementById("nothing");
  var more = document.getElementById("more");
  var pages = new Map([["platform", ""], ["group", "group/"], ["topic", "topic/"]]);
  var resets = document.querySelectorAll(".reset"), search = form.elements.q;
  var selects = Array.from(form.querySelectorAll("select")), variants = new Map();
  Array.from(form.dataset.variants).forEach(function (sign, place, signs) {
    if (place % 2) variants.set(signs[place - 1], sign);
  });

  var details = form.querySelector("details"), wide = matchMedia("(min-width: 40.01rem)");
  function unfold() { if (details && wide.matches) details.open = true; }
  wide.addEventListener("change", unfold);
  unfold();

  // As csm_crawler/normalize/folding.py: no accents, small letters, simplified characters.
  function fold(text) {
    var plain = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().normalize("NFC");
    return variants.size ? Array.from(plain, function (sign) { return variants.get(sign) || sign; }).join("") : plain;
  }

  var days = Array.from(document.querySelectorAll(".day"), function (day) {
    return { element: day, cards: Array.from(day.querySelectorAll(".cards > li"), cardOf) };
  });
  var cards = days.flatMap(function (day) { return day.cards; });

  function cardOf(item) {
    var spoken = item.querySelector("[lang]"), slugs = new Set();
    item.lastElementChild.querySelectorAll("a").forEach(function (link) {
      slugs.add(link.getAttribute("href").replace(/\.html$/, ""));
    });
    return {
      element: item,
      text: fold(item.textContent),
      platform: slugs,
      group: slugs,
      topic: slugs,
      language: new Set(spoken ? [spoken.lang.split("-")[0]] : []),
      site: new Set([item.lastElementChild.querySelector("i").textContent]),
    };
  }

  // The words that a choice stands for: any of them on a card is enough.
  function meaning(select) {
    var of = select.selectedOptions[0].dataset.of;
    if (select.name === "site") return [of || select.value];
    return of ? of.split(" ") : [select.value];
  }
  function isOf(card, name, any) { return any.some(function (one) { return card[name].has(one); }); }

  selects.forEach(function (select) {
    Array.from(select.options).forEach(function (option, place) {
      if (!place) return;
      option.selected = true;
      var any = meaning(select);
      option.dataset.cards = cards.filter(function (card) { return isOf(card, select.name, any); }).length;
    });
    select.selectedIndex = 0;
  });

  function read() {
    var told = new URLSearchParams(location.hash.slice(1));
    search.value = told.get("q") || "";
    selects.forEach(function (select) {
      select.value = told.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    });
    show();
    if (details && selects.some(function (select) { return select.value; })) details.open = true;
  }

  function write() {
    var told = new URLSearchParams();
    if (search.value.trim()) told.set("q", search.value.trim());
    selects.forEach(function (select) { if (select.value) told.set(select.name, select.value); });
    var hash = told.toString();
    try {
      history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
    } catch (refused) { /* Some browsers keep the addresses of files as they are. */ }
  }

  function show() {
    var words = fold(search.value).split(/\s+/).filter(Boolean), found = 0;
    var chosen = selects.filter(function (select) { return select.value; });
    var wanted = chosen.map(function (select) { return [select.name, meaning(select)]; });
    days.forEach(function (day) {
      var left = 0;
      day.cards.forEach(function (card) {
        var fits = words.every(function (word) { return card.text.includes(word); }) &&
          wanted.every(function (pair) { return isOf(card, pair[0], pair[1]); });
        card.element.hidden = !fits;
        left += fits;
      });
      day.element.hidden = !left;
      found += left;
    });
    var isChosen = words.length > 0 || chosen.length > 0;
    nothing.hidden = found > 0;
    resets.forEach(function (button) { button.hidden = !isChosen; });
    selects.forEach(name);
    tell(form.dataset[isChosen ? "shown" : "whole"].replace("{n}", number(found)).replace("{all}", number(cards.length)));
    lead(chosen);
    document.querySelectorAll(".languages a").forEach(function (link) {
      link.hash = isChosen ? location.hash : "";
    });
  }
  // How many articles each choice has; in the one that is made there is no room for it.
  function name(select) {
    select.classList.toggle("chosen", !!select.value);
    Array.from(select.options).forEach(function (option, place) {
      option.label = option.text + (place && !option.selected ? " (" + number(+option.dataset.cards) + ")" : "");
    });
  }
  // To the page that has what this one has no room for, where one of the choices has a page.
  function lead(chosen) {
    var select = chosen.find(function (one) { return pages.has(one.name); });
    more.hidden = !select;
    if (!select) return;
    var option = select.selectedOptions[0];
    more.href = pages.get(select.name) + select.value + ".html";
    more.textContent = form.dataset.more.replace("{title}", option.text);
  }
  function number(n) { return n.toLocaleString(document.documentElement.lang); }

  var later;
  function tell(words) {
    clearTimeout(later);
    later = setTimeout(function () { if (results.textContent !== words) results.textContent = words; }, 150);
  }
  function changed() { write(); show(); }

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", changed);
  resets.forEach(function (button) {
    button.addEventListener("click", function () { form.reset(); changed(); search.focus(); });
  });
  addEventListener("hashchange", function () { if (/=/.test(location.hash)) read(); });
  read();
})();
