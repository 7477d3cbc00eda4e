"""The least that a PySide6 program with a window is: what our start is compared with."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    """Says that it has painted, and ends."""

    def paintEvent(self, event):
        QTimer.singleShot(0, self.end)

    def end(self):
        print("painted", flush=True)
        QApplication.quit()


if __name__ == "__main__":
    app = QApplication([])
    window = Window()
    window.show()
    app.exec()
