<?php
/* Makes the blog: `php install.php WORDPRESS_FOLDER`. Options as a small Spanish agency has them, then posts.php. */
define('WP_INSTALLING', true);
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('Escaparate chino', 'redaccion', 'redaccion@example.org', true, '', wp_generate_password(), 'es_ES');
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $sample) {
    wp_delete_post($sample->ID, true);
}
wp_set_current_user(1); // who may write any HTML
wp_update_user(['ID' => 1, 'display_name' => 'Redacción']);
switch_theme('twentytwentyone');
update_option('blogdescription', 'Plataformas chinas, contadas en español');
update_option('timezone_string', 'Europe/Madrid');
update_option('date_format', 'j F, Y'); // 13 noviembre, 2019
update_option('posts_per_page', 10);
update_option('posts_per_rss', 10);
$wp_rewrite->set_permalink_structure('/%year%/%monthnum%/%postname%/');
create_initial_taxonomies(); // again: their addresses follow from the structure
flush_rewrite_rules(false);
// A slug that is a small number would be taken for a day of the month.
$wpdb->query("ALTER TABLE $wpdb->posts AUTO_INCREMENT = 501");

/** Adds one entry of posts.php; one without a time is published at noon. */
function add(array $entry): void
{
    global $wpdb;
    $post = [
        'post_author' => 1,
        'post_date' => str_contains($entry['date'], ':') ? "{$entry['date']}:00" : "{$entry['date']} 12:00:00",
        'post_status' => $entry['status'] ?? 'publish',
        'post_type' => $entry['type'] ?? 'post',
        'post_title' => $entry['title'],
        'post_content' => $entry['body'],
        'post_excerpt' => $entry['excerpt'] ?? '',
        'post_category' => [wp_create_category($entry['category'] ?? 'Redes sociales')],
        'tags_input' => $entry['tags'] ?? [],
    ];
    $id = wp_insert_post(wp_slash($post), true);
    if (is_wp_error($id)) {
        throw new RuntimeException("{$entry['date']}: {$id->get_error_message()}");
    }
    // As the editor leaves it, which keeps a draft first.
    $wpdb->update($wpdb->posts, ['guid' => $entry['guid'] ?? home_url("/?p=$id")], ['ID' => $id]);
    clean_post_cache($id);
    if ($entry['sticky'] ?? false) {
        stick_post($id);
    }
    if ($entry['edited'] ?? false) {
        wp_update_post(['ID' => $id]);
    }
    foreach ($entry['comments'] ?? [] as $words) {
        $comment = ['comment_post_ID' => $id, 'comment_author' => 'Lectora', 'comment_content' => $words];
        wp_insert_comment(wp_slash($comment));
    }
}

array_map('add', require __DIR__ . '/posts.php');
