import type { TextKey } from '../../renderer/language/en.ts';

/**
 * An excerpt of an Arabic catalogue: what a terminal shows in a language from right to left that somebody added to the
 * kiosk's own. What it lacks is said in the fallback's.
 */
export const arabic: { readonly [Key in TextKey]?: string } = {
  'rating.positive': 'جيد',
  'rating.neutral': 'مقبول',
  'rating.negative': 'سيئ',
  'rating.veryPositive': 'جيد جدًا',
  'rating.veryNegative': 'سيئ جدًا',
  'scale.place': '{{name}}، {{value}} من {{count}}',
  'thumbs.up': 'إبهام لأعلى',
  'thumbs.down': 'إبهام لأسفل',
  'ends.csat.lowest': 'غير راضٍ إطلاقًا',
  'ends.csat.highest': 'راضٍ جدًا',
  'ends.nps.lowest': 'غير محتمل إطلاقًا',
  'ends.nps.highest': 'محتمل جدًا',
  'ends.ces.lowest': 'لا أوافق بشدة',
  'ends.ces.highest': 'أوافق بشدة',
  'start.question': 'كيف كانت زيارتك؟',
  'start.languages': 'اللغة',
  'start.language': 'اللغة: {{name}}',
  'messages.title': 'قلتم وفعلنا',
  'messages.said': 'قلتم',
  'messages.did': 'فعلنا',
  'notice.storageFull': 'الذاكرة ممتلئة',
  'notice.staff': 'للموظفين: يرجى الإبلاغ',
  'thanks.positive.title': 'ما أجمل هذا!',
  'thanks.positive.text': 'شكرًا على الابتسامة.',
  'thanks.neutral.title': 'شكرًا!',
  'thanks.neutral.text': 'من الجيد أن نعرف.',
  'thanks.negative.title': 'نحن آسفون.',
  'thanks.negative.text': 'شكرًا لصراحتك. نأخذ هذا على محمل الجد.',
};
