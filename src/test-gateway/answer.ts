export type Asked = { method: string; path: string; query: URLSearchParams; body: string };

export type Answer = {
  status: number;
  type: 'application/json' | 'text/html' | 'text/css' | 'text/plain';
  body: string;
  location?: string;
};
