// Theme: the button turns to the other one. What the system says anyway is not remembered.
(function () {
  var root = document.documentElement, button = document.querySelector("button.theme");
  var system = matchMedia("(prefers-color-scheme: dark)");
  function isDark() { return root.dataset.theme ? root.dataset.theme === "dark" : system.matches; }
  function label() {
    var words = isDark() ? button.dataset.light : button.dataset.dark;
    button.setAttribute("aria-label", words);
    button.title = words;
  }
  button.addEventListener("click", function () {
    var theme = isDark() ? "light" : "dark", isSystem = (theme === "dark") === system.matches;
    if (isSystem) delete root.dataset.theme; else root.dataset.theme = theme;
    try {
      if (isSystem) localStorage.removeItem("csm-theme"); else localStorage.setItem("csm-theme", theme);
    } catch (refused) { /* No storage: it holds for this page. */ }
    label();
  });
  system.addEventListener("change", label);
  label();
})();

// Copying: the address of the feed beside the button, as it is served; lists of feeds get their buttons here.
(function () {
  var words = document.body.dataset;
  document.querySelectorAll(".feeds > li").forEach(function (row) {
    var link = row.querySelector("span a"), button = document.createElement("button");
    button.type = "button";
    button.className = "copy icon";
    button.dataset.copy = words.address ? new URL(link.getAttribute("href"), words.address).href : link.href;
    button.title = words.copy;
    button.setAttribute("aria-label", words.copyOf.replace("{feed}", row.querySelector("b").firstChild.textContent.trim()));
    link.parentNode.append(button);
  });
  var said = document.getElementById("said");
  function copied(button) {
    said.textContent = "";
    setTimeout(function () { said.textContent = said.dataset.copied + ": " + button.dataset.copy; }, 50);
    button.classList.add("done");
    setTimeout(function () { button.classList.remove("done"); }, 2000);
  }
  function byHand(button) {
    var field = document.createElement("textarea");
    field.value = button.dataset.copy;
    field.className = "hidden";
    document.body.append(field);
    field.select();
    if (document.execCommand("copy")) copied(button);
    field.remove();
    button.focus();
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-copy]");
    if (!button) return;
    if (!navigator.clipboard) { byHand(button); return; }
    navigator.clipboard.writeText(button.dataset.copy).then(
      function () { copied(button); }, function () { byHand(button); });
  });
})();
