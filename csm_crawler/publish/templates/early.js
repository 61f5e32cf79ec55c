(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("csm-theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch (refused) { /* No storage: the theme is the system's. */ }
})();
