import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeJpeg, makePng, sizeOfPng, swollenJpeg } from '#test/support/pictures.ts';
import { cleanFiles } from './clean-files.ts';

const clean = async (name: string, bytes: Buffer) => {
  const [file] = await cleanFiles([{ name, bytes }]);
  assert.ok(file);
  return file;
};
const refused = (name: string, bytes: Buffer) =>
  assert.rejects(cleanFiles([{ name, bytes }]), { code: 'invalid_parameter', parameter: 'files' });

describe('files of a ticket', { concurrency: 2 }, () => {
  test('A photo is drawn anew: where it was taken is gone', async () => {
    const photo = makeJpeg({ turn: 1, place: 'GPS 41.0082 N 28.9784 E' });
    assert.ok(photo.includes('GPS 41.0082'));
    const { name, type, bytes } = await clean('IMG_1.JPG', photo);
    assert.deepEqual([name, type, sizeOfPng(bytes)], ['IMG_1.png', 'image/png', [16, 16]]);
    for (const word of ['GPS', 'Exif', 'JFIF']) assert.ok(!bytes.includes(word));
    const noted = await clean('a.png', makePng(30, 20, { text: 'made by Ada' }));
    assert.ok(!noted.bytes.includes('Ada'));
    assert.deepEqual(sizeOfPng(noted.bytes), [30, 20]);
  });

  test('A photo that was taken sideways stands upright', async () => {
    const upright = await clean('a.jpg', makeJpeg());
    const pictures = await Promise.all(
      [3, 6, 8].map(async (turn) => (await clean('a.jpg', makeJpeg({ turn }))).bytes),
    );
    for (const bytes of pictures) assert.ok(!bytes.equals(upright.bytes));
    assert.equal(new Set(pictures.map((bytes) => bytes.toString('base64'))).size, 3);
  });

  test('A screenshot larger than anybody shows is drawn smaller', async () => {
    const { bytes } = await clean('wide.png', makePng(4_000, 1_000));
    assert.deepEqual(sizeOfPng(bytes), [2_560, 640]);
  });

  test('A small file of many pixels is refused before it is decoded', async () => {
    const started = performance.now();
    await refused('bomb.jpg', swollenJpeg(65_000, 65_000));
    await refused('bomb.png', makePng(50_000, 50_000, { raw: 1_000 }));
    await refused('line.png', makePng(30_000, 1, { raw: 1_000 }));
    assert.ok(performance.now() - started < 1_000);
  });

  test('Pixels beyond what a picture says cost nothing that lasts', async () => {
    const bomb = makePng(16, 16, { raw: 200_000_000 });
    assert.ok(bomb.length < 250_000);
    const [file] = await cleanFiles([{ name: 'bomb.png', bytes: bomb }]).catch(() => []);
    if (file) assert.deepEqual(sizeOfPng(file.bytes), [16, 16]);
  });

  test('What is called a picture and is none is refused, and says which', async () => {
    await assert.rejects(
      cleanFiles([{ name: 'C:\\photos\\cat.png', bytes: Buffer.from('<svg onload="x()"/>') }]),
      { code: 'invalid_parameter', message: 'cat.png' },
    );
    await refused('cut.png', makePng(300, 200).subarray(0, 80));
    await refused('empty.txt', Buffer.alloc(0));
  });

  test('PDF and text stay as they are, under a name that is one', async () => {
    const bytes = Buffer.from('order 17\n');
    const file = await clean('../../etc/pass\u202Ewd".txt', bytes);
    assert.deepEqual(file, { name: 'passwd.txt', type: 'text/plain', bytes });
    assert.equal((await clean(`${'x'.repeat(300)}.txt`, bytes)).name.length, 120);
    assert.equal((await clean('...', bytes)).name, 'file');
  });

  test('More than five files, or more than 10 MB, are refused', async () => {
    const small = { name: 'a.txt', bytes: Buffer.from('a') };
    await assert.rejects(cleanFiles(Array(6).fill(small)), { message: 'at most 5 files' });
    const large = { name: 'b.txt', bytes: Buffer.alloc(6 * 1_024 * 1_024, 'b') };
    await assert.rejects(cleanFiles([large, large]), { message: 'at most 10 MB' });
    assert.deepEqual(await cleanFiles([{ name: '', bytes: Buffer.alloc(0) }]), []);
  });
});
