export const FAQ_TOPICS = ['orders', 'money', 'api', 'shop'] as const;
export type FaqTopic = (typeof FAQ_TOPICS)[number];

export type FaqEntry = {
  /** Names the entry in every language, and is its anchor on the page. */
  key: string;
  language: string;
  topic: FaqTopic;
  /** Entries of a topic stand in this order. */
  position: number;
  question: string;
  /** Markdown. */
  answer: string;
  hidden: boolean;
};
