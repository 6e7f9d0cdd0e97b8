import type { Page } from 'playwright-core';

/** What a picture shows, whatever its file is like: its size and a digest of its points. */
export const pixelsOf = (page: Page, png: Buffer): Promise<string> =>
  page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const { width, height } = picture;
    const canvas = new OffscreenCanvas(width, height);
    const drawing = canvas.getContext('2d');
    if (!drawing) throw new Error('this browser does not draw');
    drawing.drawImage(picture, 0, 0);
    const { data } = drawing.getImageData(0, 0, width, height);
    let digest = 0;
    for (const point of data) digest = (digest * 31 + point) >>> 0;
    return `${width} × ${height}: ${digest}`;
  }, png.toString('base64'));

/** Clicks what downloads a file, and answers the file. */
export async function download(page: Page, click: () => Promise<void>): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
