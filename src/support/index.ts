export {
  checkTicket,
  LONGEST,
  type CheckedTicket,
  type Fault,
  type TicketFields,
  type TicketForm,
} from './check-ticket.ts';
export { closeTicket } from './close-ticket.ts';
export { findTicket, type Access, type ReadTicket } from './find-ticket.ts';
export { ticketPath } from './letter.ts';
export { listTickets, type TicketsWanted } from './list-tickets.ts';
export { openTicket, type NewTicket, type OpenedTicket } from './open-ticket.ts';
export { replyTicket, type Reply } from './reply-ticket.ts';
export { sweepTickets } from './sweep-tickets.ts';
export {
  isTicketKind,
  TICKET_KINDS,
  TICKET_STATES,
  type Desk,
  type Shop,
  type Ticket,
  type TicketAuthor,
  type TicketKind,
  type TicketMessage,
  type TicketState,
} from './ticket.ts';
