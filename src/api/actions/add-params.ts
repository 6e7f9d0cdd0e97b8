import { z } from 'zod';
import { id, requestId } from '#lib/params/field-kinds.ts';

/** What `add` reads whatever the type. */
export const ADD_PARAMS = z.object({
  service: id('The number of the service.', ''),
  request_id: requestId(
    'Your own id of this order, kept for ever: a repeat with the same parameters answers the ' +
      'original order and places nothing.',
  ).optional(),
});
