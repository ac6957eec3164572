import { describe, expect, it } from 'vitest';
import { createDesktopNotices } from '../../../../console/notices/desktop-notices.ts';
import type { NoticePort } from '../../../../console/notices/desktop-notices.ts';

function makeDesk(kept: string | null = null) {
  const desk = {
    permission: 'default' as NotificationPermission,
    answer: 'granted' as NotificationPermission,
    inFront: false,
    canShow: true,
    asked: 0,
    shown: [] as string[],
    kept,
  };
  const port: NoticePort = {
    permission: () => desk.permission,
    async ask() {
      desk.asked += 1;
      desk.permission = desk.answer;
      return desk.answer;
    },
    inFront: () => desk.inFront,
    show({ id }) {
      if (!desk.canShow) {
        return null;
      }
      desk.shown = [...desk.shown.filter((one) => one !== id), id];
      return {
        close() {
          desk.shown = desk.shown.filter((one) => one !== id);
        },
      };
    },
  };
  const notices = createDesktopNotices(port, {
    read: () => desk.kept,
    write: (_, value) => {
      desk.kept = value;
    },
  });
  const tell = (id: string): void => notices.tell({ id, title: id, body: '' }, () => {});
  return { desk, notices, tell };
}

describe('DesktopNotices', () => {
  it('ask nobody by themselves, and show nothing before somebody wants them', () => {
    const { desk, notices, tell } = makeDesk();
    tell('a');
    expect([notices.state(), desk.asked, desk.shown]).toEqual(['off', 0, []]);
  });

  it('ask once, when they are turned on, and remember that', async () => {
    const { desk, notices, tell } = makeDesk();
    await notices.toggle();
    tell('a');
    expect([notices.state(), desk.asked, desk.kept, desk.shown]).toEqual(['on', 1, 'on', ['a']]);
    await notices.toggle();
    await notices.toggle();
    expect([notices.state(), desk.asked]).toEqual(['on', 1]);
  });

  it('say that the browser refuses', async () => {
    const { desk, notices } = makeDesk();
    desk.answer = 'denied';
    await notices.toggle();
    expect(notices.state()).toBe('denied');
  });

  it('leave whoever looks at the page alone', async () => {
    const { desk, notices, tell } = makeDesk();
    await notices.toggle();
    desk.inFront = true;
    tell('a');
    expect(desk.shown).toEqual([]);
  });

  it('close when nobody waits there any more, and when they are turned off', async () => {
    const { desk, notices, tell } = makeDesk();
    await notices.toggle();
    tell('a');
    tell('b');
    notices.keep(new Set(['b']));
    expect(desk.shown).toEqual(['b']);
    await notices.toggle();
    expect([desk.shown, desk.kept]).toEqual([[], 'off']);
  });

  it('are unsupported where only a service worker may show them, and where there are none', async () => {
    const { desk, notices, tell } = makeDesk('on');
    desk.permission = 'granted';
    desk.canShow = false;
    expect(notices.state()).toBe('on');
    tell('a');
    expect(notices.state()).toBe('unsupported');
    expect(createDesktopNotices(null, { read: () => 'on', write: () => {} }).state()).toBe(
      'unsupported',
    );
  });
});
