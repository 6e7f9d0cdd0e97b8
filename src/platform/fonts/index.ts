export { openFont } from './font.ts';
export { unpackWoff } from './unpack-woff.ts';
export { cutByFace, readFaces, type Face, type Run, type Weight } from './faces.ts';
