import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLATFORM_GLYPHS } from './platform-glyphs.ts';
import { PLATFORM_ICONS } from './platform-icons.ts';

test('Every glyph is named, and every name has one', () => {
  assert.deepEqual([...PLATFORM_GLYPHS].sort(), Object.keys(PLATFORM_ICONS).sort());
});
