<?php
/* The blog's configuration: everything of its own is in the folder above this one, and nothing leaves the machine. */
$folder = dirname(__DIR__);
$url = trim(file_get_contents("$folder/url"), "/\n");

define('DB_NAME', 'blog');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', "localhost:$folder/mariadb.sock");
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
$table_prefix = 'wp_';

define('WP_HOME', $url);
define('WP_SITEURL', $url);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true); // it would publish the scheduled post, and asks the server that it runs in
define('DISALLOW_FILE_MODS', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false);

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
