export {
  checkTicket,
  LONGEST,
  type CheckedTicket,
  type Fault,
  type TicketFields,
  type TicketForm,
} from './check-ticket.ts';
export { QUOTA_BYTES } from './add-files.ts';
export {
  checkOwnTicket,
  type OwnFaults,
  type OwnTicketFields,
  type OwnTicketForm,
} from './check-own-ticket.ts';
export {
  cleanFiles,
  MOST_FILES,
  MOST_FORM_BYTES,
  type CleanFile,
  type SentFile,
} from './clean-files.ts';
export { closeTicket } from './close-ticket.ts';
export { findTicket, type Access, type ReadTicket } from './find-ticket.ts';
export { listGoals } from './list-goals.ts';
export { ticketPath } from './letter.ts';
export { listTickets, type TicketsWanted } from './list-tickets.ts';
export { LONGEST_NOTE, rateTicket, type Rating } from './rate-ticket.ts';
export { readAnswers } from './read-answers.ts';
export { readFile, type StoredFile } from './read-file.ts';
export { setGoal } from './set-goal.ts';
export { setPriority } from './set-priority.ts';
export { openTicket, type NewTicket, type OpenedTicket } from './open-ticket.ts';
export { replyTicket, type Reply } from './reply-ticket.ts';
export { sweepTickets } from './sweep-tickets.ts';
export {
  isTicketKind,
  mayReopen,
  OWN_PRIORITIES,
  TICKET_KINDS,
  TICKET_PRIORITIES,
  TICKET_STATES,
  type Desk,
  type Party,
  type Shop,
  type Ticket,
  type TicketAuthor,
  type TicketFile,
  type TicketKind,
  type TicketLink,
  type TicketLinks,
  type TicketMessage,
  type TicketPriority,
  type TicketState,
} from './ticket.ts';
