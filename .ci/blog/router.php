<?php
/* For `php -S`: what is a file is served as one, everything else is WordPress's, as .htaccess says it to Apache. */
$path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: '/');
if ($path !== '/' && is_file($_SERVER['DOCUMENT_ROOT'] . $path)) {
    return false;
}
unset($_SERVER['PATH_INFO']); // the built-in server's guess; it would win over the URL
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
