export { openPost } from './open-post.ts';
export type { Post, PostReply, PostRequest } from './post.ts';
