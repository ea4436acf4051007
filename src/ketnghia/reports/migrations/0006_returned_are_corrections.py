"""Reports returned before corrections were told apart had come back to be corrected all the same."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_take_over")]

    operations = [
        migrations.RunSQL(
            "UPDATE reports_report SET is_correction = true WHERE state = 'RETURNED' AND NOT is_correction",
            migrations.RunSQL.noop,
        ),
    ]
