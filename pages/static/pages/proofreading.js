/* The checks panel's list of slips of typing: reads the form's texts, asks the site about them, and changes nothing. */

(() => {
  const RICH = '.w-field--draftail_rich_text_area input[type="hidden"]';
  const TEXTS = `input[type="text"], textarea, ${RICH}`;
  const NO_PROSE = '[lang="en"][dir="ltr"], [class*="admin_date"] input, [name="slug"], [name^="comments-"], [name$="-id"], [name="tags"]';
  const CHILD = '[data-streamfield-child], [data-inline-panel-child]';
  const PAUSE = 800;

  const isProse = (field) =>
    !field.matches(NO_PROSE) && !field.closest('#comments, .Draftail-Editor') && !isDeleted(field);

  /* A block that was deleted stays in the form until it is saved, with a mark. */
  const isDeleted = (field) => {
    for (let child = field.closest(CHILD); child; child = child.parentElement.closest(CHILD)) {
      const mark = child.querySelector(':scope > input[name$="-deleted"], :scope > input[name$="-DELETE"]');
      if (mark?.value) return true;
    }
    return false;
  };

  /* Rich text is kept as Draft.js's JSON: a line for each of its blocks that holds text. */
  const textOf = (field) => {
    if (!field.matches(RICH)) return field.value;
    try {
      const content = JSON.parse(field.value) || { blocks: [] };
      return content.blocks.filter((block) => block.type !== 'atomic').map((block) => block.text).join('\n');
    } catch {
      return '';
    }
  };

  const nameOf = (field) => {
    const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
    const headings = [];
    for (let panel = field.closest('.w-panel'); panel; panel = panel.parentElement.closest('.w-panel')) {
      const heading = panel.querySelector(':scope > .w-panel__header [data-panel-heading-text]');
      if (heading) headings.unshift(heading.textContent.trim());
    }
    const own = label && !label.closest('.w-panel__header') ? label.textContent.replace('*', '').trim() : '';
    return [...new Set([...headings, own])].filter(Boolean).slice(-2).join(' · ');
  };

  const reveal = (field) => {
    for (let panel = field.closest('.w-panel'); panel; panel = panel.parentElement.closest('.w-panel')) {
      const toggle = panel.querySelector(':scope > .w-panel__header [data-panel-toggle]');
      if (toggle && toggle.getAttribute('aria-expanded') === 'false') toggle.click();
    }
    const tab = field.closest('[role="tabpanel"][hidden]');
    if (tab) document.querySelector(`[role="tab"][aria-controls="${tab.id}"], a[role="tab"][href="#${tab.id}"]`)?.click();
  };

  class Proofreading extends window.StimulusModule.Controller {
    static targets = ['summary', 'list', 'row'];
    static values = { url: String, language: String };

    connect() {
      this.form = document.querySelector('[data-edit-form]');
      this.panel = this.element.closest('[data-side-panel]');
      if (!this.form || !this.panel) return;
      this.later = () => {
        clearTimeout(this.timer);
        if (!this.panel.hidden) this.timer = setTimeout(() => this.read(), PAUSE);
      };
      this.observer = new MutationObserver(this.later);
      this.observer.observe(this.form, { childList: true, subtree: true, attributeFilter: ['aria-hidden'] });
      for (const event of ['input', 'change', 'keyup']) this.form.addEventListener(event, this.later);
      this.panel.addEventListener('show', this.later);
      this.later();
    }

    disconnect() {
      clearTimeout(this.timer);
      this.observer?.disconnect();
      for (const event of ['input', 'change', 'keyup']) this.form?.removeEventListener(event, this.later);
      this.panel?.removeEventListener('show', this.later);
    }

    async read() {
      const fields = [...this.form.querySelectorAll(TEXTS)].filter(isProse);
      const body = JSON.stringify({ language: this.languageValue, texts: fields.map(textOf) });
      if (body === this.known) return;
      this.known = body;
      const { CSRF_HEADER_NAME: header, CSRF_TOKEN: token } = window.wagtailConfig;
      try {
        const answer = await fetch(this.urlValue, { method: 'POST', body, headers: { 'Content-Type': 'application/json', [header]: token } });
        if (!answer.ok) throw new Error(answer.statusText);
        const found = await answer.json();
        if (body === this.known) this.tell(found, fields);
      } catch {
        this.known = null;
        this.summaryTarget.textContent = this.summaryTarget.dataset.failed;
        this.listTarget.replaceChildren();
      }
    }

    tell({ findings, summary }, fields) {
      this.summaryTarget.textContent = summary;
      this.places = findings.map(({ text, start, end }) => ({ field: fields[text], start, end }));
      this.listTarget.replaceChildren(...findings.map((finding, number) => this.row(finding, fields[finding.text], number)));
    }

    row(finding, field, number) {
      const row = this.rowTarget.content.firstElementChild.cloneNode(true);
      const part = (name) => row.querySelector(`[data-part="${name}"]`);
      row.firstElementChild.dataset.number = number;
      part('label').textContent = finding.label;
      part('field').textContent = nameOf(field);
      part('excerpt').textContent = finding.excerpt;
      if (finding.suggestion === null) part('suggestion').remove();
      else part('suggestion').textContent = finding.suggestion;
      return row;
    }

    /* Lead the editor to the words. */
    show(event) {
      const { field, start, end } = this.places[event.currentTarget.dataset.number];
      reveal(field);
      const editor = field.matches(RICH) && field.parentElement.querySelector('[contenteditable="true"]');
      const shown = editor || field;
      shown.scrollIntoView({ block: 'center' });
      shown.focus({ preventScroll: true });
      if (!editor) field.setSelectionRange(start, end);
    }
  }

  window.wagtail.app.register('proofreading', Proofreading);
})();
