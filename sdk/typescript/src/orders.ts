/** Several values: a list, or one text with a line for each. */
type Lines = string | readonly string[];

/** Repeats the order: `quantity` is per run, `interval` the minutes from run to run. */
type DripFeed = { runs?: number; interval?: number };

/** What an order is made of, by the type of its service. Names are those of the wire. */
export type OrderParams = {
  Default: { link: string; quantity: number } & DripFeed;
  Package: { link: string };
  SEO: { link: string; quantity: number; keywords: Lines };
  'Custom Comments': { link: string; comments: Lines };
  'Custom Comments Package': { link: string; comments: Lines };
  'Mentions with Hashtags': { link: string; quantity: number; usernames: Lines; hashtags: Lines };
  'Mentions Custom List': { link: string; usernames: Lines };
  'Mentions Hashtag': { link: string; quantity: number; hashtag: string };
  'Mentions User Followers': { link: string; quantity: number; username: string };
  'Mentions Media Likers': { link: string; quantity: number; media: string };
  'Comment Likes': { link: string; quantity: number; username: string };
  'Comment Replies': { link: string; username: string; comments: Lines };
  Poll: { link: string; quantity: number; answer_number: string | number };
  'Invites from Groups': { link: string; quantity: number; groups: Lines };
  Subscriptions: {
    username: string;
    min: number;
    max: number;
    /** Minutes to wait before each post is ordered. */
    delay: number;
    posts?: number;
    old_posts?: number;
    /** The last day, as d/m/Y. */
    expiry?: string;
  };
  'Web Traffic': {
    link: string;
    quantity: number;
    country: string;
    /** 1 desktop, 2 mobile Android, 3 mobile iOS, 4 mixed mobile, 5 mixed. */
    device: 1 | 2 | 3 | 4 | 5;
    /** 1 Google keyword, 2 custom referrer, 3 blank referrer. */
    type_of_traffic: 1 | 2 | 3;
    google_keyword?: string;
    referring_url?: string;
  } & DripFeed;
};

export type ServiceType = keyof OrderParams;

/** An order for a service; `NewOrder<'Poll'>` is one for a service of that type. */
export type NewOrder<Type extends ServiceType = ServiceType> = OrderParams[Type] & {
  service: number;
  coupon?: string;
  /** Your own id of this order, 1 to 128 characters. Without it a random one is made. */
  request_id?: string;
};

export type Placed = {
  order: string;
  /** What was sent, or made for you. */
  request_id: string;
  /** The order was there already: nothing was placed, nothing charged. */
  replayed: boolean;
};
