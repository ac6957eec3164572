/** Every language the kiosk speaks, and one that is written from right to left. */
export const GALLERY_LANGUAGES = ['nl', 'en', 'de', 'fr', 'nb'] as const;
