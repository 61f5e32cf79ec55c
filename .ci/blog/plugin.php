<?php
/* Lies in wp-content/mu-plugins: where this blog is not as WordPress and its theme come out of Debian's packages. */

/** No mail: this one is taken instead of WordPress's own. */
function wp_mail(): bool
{
    return true;
}

// This theme writes «Untitled» where a title is empty, into the feed and the API too; most themes leave it empty.
add_action('after_setup_theme', fn () => remove_filter('the_title', 'twenty_twenty_one_post_title'), 99);

// The package of translations has WordPress's words, not the theme's.
const WORDS = ['Continue reading %s' => 'Continuar leyendo %s', 'Published %s' => 'Publicada el %s'];
add_filter('gettext_twentytwentyone', fn ($translation, $text) => WORDS[$text] ?? $translation, 10, 2);
