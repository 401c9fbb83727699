from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Renders forms with the components of this app: `{{ form }}` or `{{ form.name.as_field_group }}`."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
