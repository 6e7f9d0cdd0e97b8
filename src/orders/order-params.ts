/** The parameters of an order as a caller names them, parsed but not yet held against a service. */
export type OrderParams = {
  link?: string | undefined;
  quantity?: number | undefined;
  comments?: readonly string[] | undefined;
  keywords?: readonly string[] | undefined;
  usernames?: readonly string[] | undefined;
  hashtags?: readonly string[] | undefined;
  groups?: readonly string[] | undefined;
  hashtag?: string | undefined;
  username?: string | undefined;
  media?: string | undefined;
  answerNumber?: string | undefined;
  /** A drip-feed: so many runs of `quantity`, so many minutes apart. */
  runs?: number | undefined;
  interval?: number | undefined;
  /** A subscription: pieces per post, and minutes to wait before each. */
  min?: number | undefined;
  max?: number | undefined;
  delay?: number | undefined;
  posts?: number | undefined;
  oldPosts?: number | undefined;
  /** yyyy-mm-dd */
  expiry?: string | undefined;
  country?: string | undefined;
  device?: number | undefined;
  typeOfTraffic?: number | undefined;
  googleKeyword?: string | undefined;
  referringUrl?: string | undefined;
  coupon?: string | undefined;
};
