// Selecting words in a document offers to add them as a statement that was missed. The page works without it.
const offer = document.getElementById("offer");
const page = document.getElementById("text");

// Which of several equal pieces of text was selected: how often the words stand before it.
const before = (range, words) => {
  const all = document.createRange();
  all.selectNodeContents(page);
  all.setEnd(range.startContainer, range.startOffset);
  return all.toString().replace(/\s+/g, "").split(words).length - 1;
};

if (offer && page) {
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const words = chosen.toString().replace(/\s+/g, "");
    const inside = chosen.rangeCount && page.contains(chosen.getRangeAt(0).commonAncestorContainer);
    offer.hidden = !inside || !/[\d一二三四五六七八九十百千万亿两半]/.test(words) || words.length > 60;
    if (offer.hidden) return;
    const address = new URL(offer.href);
    address.searchParams.set("words", words);
    address.searchParams.set("nth", before(chosen.getRangeAt(0), words));
    offer.href = address.href;
  });
}
