<?php

declare(strict_types=1);

// For a project without Composer: `require 'sdk/php/autoload.php';`
foreach (['errors', 'answers', 'Money', 'Transport', 'Panel', 'Webhook'] as $file) {
    require_once __DIR__ . "/src/$file.php";
}
