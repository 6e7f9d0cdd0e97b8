<?php

function call_panel($url, $key, $action, $fields = [])
{
    $curl = curl_init();
    curl_setopt_array($curl, [
        CURLOPT_URL => $url,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_POST => true,
        CURLOPT_POSTFIELDS => ['key' => $key, 'action' => $action] + $fields, // becomes multipart
    ]);
    return json_decode(curl_exec($curl), true);
}

while ($line = fgets(STDIN)) {
    ['url' => $url, 'key' => $key, 'call' => $call, 'args' => $args] = json_decode($line, true);
    echo json_encode(match ($call) {
        'order' => call_panel($url, $key, 'add', $args[0]),
        'status' => call_panel($url, $key, 'status', ['order' => $args[0]]),
        'multiStatus' => call_panel($url, $key, 'status', ['orders' => join(',', $args[0])]),
        'refill' => call_panel($url, $key, 'refill', ['order' => $args[0]]),
        'cancel' => call_panel($url, $key, 'cancel', ['orders' => join(',', $args[0])]),
        default => call_panel($url, $key, $call),
    }), "\n";
}
