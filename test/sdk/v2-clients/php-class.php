<?php

class PanelClient
{
    public function __construct(private string $apiUrl, private string $apiKey)
    {
    }

    public function order(array $data)
    {
        return $this->ask(['action' => 'add'] + $data);
    }

    public function status(string $id)
    {
        return $this->ask(['action' => 'status', 'order' => $id]);
    }

    public function multiStatus(array $ids)
    {
        return $this->ask(['action' => 'status', 'orders' => implode(',', $ids)]);
    }

    public function refill(string $id)
    {
        return $this->ask(['action' => 'refill', 'order' => $id]);
    }

    public function cancel(array $ids)
    {
        return $this->ask(['action' => 'cancel', 'orders' => implode(',', $ids)]);
    }

    public function services()
    {
        return $this->ask(['action' => 'services']);
    }

    public function balance()
    {
        return $this->ask(['action' => 'balance']);
    }

    private function ask(array $fields)
    {
        $pairs = [];
        foreach (['key' => $this->apiKey] + $fields as $name => $value) {
            $pairs[] = $name . '=' . urlencode($value);
        }
        $curl = curl_init($this->apiUrl);
        curl_setopt($curl, CURLOPT_RETURNTRANSFER, 1);
        curl_setopt($curl, CURLOPT_POST, 1);
        curl_setopt($curl, CURLOPT_HEADER, 0);
        curl_setopt($curl, CURLOPT_FOLLOWLOCATION, 1);
        curl_setopt($curl, CURLOPT_SSL_VERIFYHOST, 0);
        curl_setopt($curl, CURLOPT_POSTFIELDS, implode('&', $pairs));
        curl_setopt($curl, CURLOPT_USERAGENT, 'Mozilla/4.0 (compatible; MSIE 5.01; Windows NT 5.0)');
        $text = curl_exec($curl);
        return json_decode($text);
    }
}

while ($line = fgets(STDIN)) {
    $said = json_decode($line, true);
    $client = new PanelClient($said['url'], $said['key']);
    echo json_encode($client->{$said['call']}(...$said['args'])), "\n";
}
