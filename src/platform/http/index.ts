export { checkEndpointUrl } from './check-endpoint-url.ts';
export { openEgress, type Egress, type EgressOptions } from './egress.ts';
export { openPost } from './open-post.ts';
export type { Post, PostReply, PostRequest, Reach } from './post.ts';
export type { Resolve } from './resolve-host.ts';
