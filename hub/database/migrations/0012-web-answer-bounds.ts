/** How many answers came by a link today, and at a touchpoint within the hour, is asked at each of them. */
export const migration0012WebAnswerBounds = {
  name: '0012-web-answer-bounds',
  sql: `
create index web_answers_by_link on app.web_answers (organization_id, link, occurred_ms);
create index web_answers_by_touchpoint on app.web_answers (organization_id, touchpoint_id, occurred_ms)
  where rating = 'negative';
`,
} as const;
